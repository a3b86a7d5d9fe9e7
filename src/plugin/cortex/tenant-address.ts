import { isIP } from 'node:net';
import {
  type Address,
  type AddressParts,
  pathWarning,
  refused,
  splitAddress,
  tailProblem,
  textProblem,
} from './address-parts.ts';

const vendorSuffix = '.paloaltonetworks.com';
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The API's origin for what people paste as `fqdn` or `domain_name`: the console's or the API's host name, with or
 * without scheme and path. Only hosts inside paloaltonetworks.com, https, no port. The API answers at the console's
 * host name with `api-` in front of its first label (Cortex XDR REST API, Get Started with APIs).
 */
export function tenantAddress(input: string): Address {
  const text = input.trim();
  const unreadable = textProblem(text);
  if (unreadable) return refused(unreadable, asciiForm(text));
  const parts = splitAddress(text);
  const host = parts.authority.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  const foreign = hostProblem(host);
  if (foreign) return refused(foreign, completed(host));
  const origin = `https://${apiHost(host)}`;
  const problem = formProblem(parts);
  if (problem) return refused(problem, origin);
  return { ok: true, origin, warnings: [...pathWarning(parts), ...shapeWarning(host)] };
}

function hostProblem(host: string): string | undefined {
  if (isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0) {
    return 'must be a host name in paloaltonetworks.com, not an IP address; a server of your own goes into server_url';
  }
  if (!host.endsWith(vendorSuffix)) {
    return 'must be a host in paloaltonetworks.com; a server of your own (XSOAR on-premises, a gateway) goes into server_url';
  }
  const valid = (name: string) => name.length <= 253 && name.split('.').every((part) => label.test(part));
  if (!valid(host) || !valid(apiHost(host))) return 'is not a valid host name';
  return undefined;
}

function formProblem(parts: AddressParts): string | undefined {
  if (parts.scheme !== 'https') return `must use https, not ${parts.scheme}`;
  if (parts.authority.includes(':')) return 'must not hold a port';
  return tailProblem(parts);
}

function apiHost(host: string): string {
  return host.startsWith('api-') ? host : `api-${host}`;
}

/** Half an address is often all that was copied: `acme.xdr.eu`. */
function completed(host: string): string | undefined {
  const cut = /^([a-z0-9-]+\.(?:xdr|crtx)\.[a-z0-9-]+)(?:\.paloalto[a-z]*(?:\.com?)?)?$/.exec(host)?.[1];
  const name = cut === undefined ? '' : `${cut}${vendorSuffix}`;
  return name === '' || hostProblem(name) ? undefined : `https://${apiHost(name)}`;
}

/** Full-width letters and ideographic full stops come from input methods; letters of other scripts are not repaired. */
function asciiForm(text: string): string | undefined {
  const ascii = text.normalize('NFKC').replaceAll('\u3002', '.');
  const repaired = ascii === text ? undefined : tenantAddress(ascii);
  return repaired?.ok ? repaired.origin : undefined;
}

function shapeWarning(host: string): readonly string[] {
  if (/^[^.]+\.(?:xdr|crtx)\.[^.]+\.paloaltonetworks\.com$/.test(host)) return [];
  return [
    'tenants are usually named like acme.xdr.eu.paloaltonetworks.com: compare with Copy API URL on the API Keys page',
  ];
}
