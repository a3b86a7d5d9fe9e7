import { isIP } from 'node:net';
import { blockedAddress } from '../../shared/blocked-address.ts';
import {
  type Address,
  type AddressParts,
  pathWarning,
  refused,
  splitAddress,
  tailProblem,
  textProblem,
} from './address-parts.ts';

const metadataNames: ReadonlySet<string> = new Set(['metadata.google.internal', 'metadata', 'instance-data']);

interface Problem {
  readonly text: string;
  readonly suggested?: string;
}

/**
 * The exact origin for `server_url`: XSOAR on-premises, a gateway, a test server. Any host and port; https, or http on
 * loopback; never an instance metadata address. A well-known API path behind it is dropped.
 */
export function serverAddress(input: string): Address {
  const text = input.trim();
  const unreadable = textProblem(text);
  if (unreadable) return refused(unreadable);
  const parts = splitAddress(text);
  const url = serverUrl(parts);
  if (!url) return refused('is not an address such as https://cortex.corp.example or https://10.1.2.3:8443');
  const problem = hostProblem(parts, url) ?? formProblem(parts, url);
  if (problem) return refused(problem.text, problem.suggested);
  return { ok: true, origin: url.origin, warnings: pathWarning(parts) };
}

function serverUrl({ scheme, authority }: AddressParts): URL | undefined {
  if (!/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(authority)) return undefined;
  const url = URL.parse(`${scheme === 'http' ? 'http' : 'https'}://${authority.replace(/\.(?=$|:)/, '')}`);
  if (!url || url.port === '0') return undefined;
  if (url.hostname.startsWith('[')) return url;
  const labels = url.hostname.split('.');
  return url.hostname.length <= 253 && labels.every((part) => /^[a-z0-9_-]{1,63}$/.test(part)) ? url : undefined;
}

function hostProblem({ authority }: AddressParts, url: URL): Problem | undefined {
  const range = blockedAddress(url.hostname, 'private-allowed');
  if (range) return { text: `must not be an address of this kind: ${range}` };
  if (metadataNames.has(url.hostname)) return { text: 'must not be the instance metadata service' };
  const written = authority.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  // 127.1, 0x7f.1 and 2130706433 are all 127.0.0.1: an address that hides what it is has no place in a configuration.
  if (isIP(url.hostname) === 4 && written !== url.hostname) {
    return { text: 'must be written as a plain IP address', suggested: url.origin };
  }
  return undefined;
}

function formProblem(parts: AddressParts, url: URL): Problem | undefined {
  const secure = url.origin.replace(/^http:/, 'https:');
  if (parts.scheme !== 'https' && parts.scheme !== 'http') {
    return { text: `must use https, not ${parts.scheme}`, suggested: secure };
  }
  if (parts.scheme === 'http' && !isLoopback(url.hostname)) {
    return { text: 'must use https: plain http would show the key to the network', suggested: secure };
  }
  const text = tailProblem(parts);
  return text === undefined ? undefined : { text, suggested: url.origin };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || blockedAddress(hostname, 'public') === 'loopback';
}
