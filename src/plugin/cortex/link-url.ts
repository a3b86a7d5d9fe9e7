import { ConnectorError } from '../../contract/index.ts';
import { blockedAddress } from '../../shared/blocked-address.ts';
import { addressRule } from './address.ts';

/** Signed links have one or two thousand characters. */
const longestLink = 8192;

/**
 * Where a link that the API gave may lead: by https, without user or password, to no address that the tenant itself must
 * not have. What is no whole address is one of the tenant. A tenant on loopback, which has plain http, may have its
 * files there too. @throws ConnectorError `protocol`.
 */
export function linkUrl(link: string, origin: string): URL {
  const url = link.length > longestLink ? null : URL.parse(link, origin);
  const problem = url ? problemOf(url, origin) : 'that cannot be read';
  if (url && problem === undefined) return url;
  throw new ConnectorError('protocol', `the API gave a link to a file ${problem}, which is not followed`, {
    code: 'FILE-811',
    remedy: 'Report this to Palo Alto Networks; fetch the file from the Action Center meanwhile.',
  });
}

function problemOf(url: URL, origin: string): string | undefined {
  const onLoopback = origin.startsWith('http:') && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && onLoopback)) return 'that is not https';
  if (url.username !== '' || url.password !== '') return 'with a password in it';
  const range = blockedAddress(url.hostname, addressRule(origin));
  return range === undefined ? undefined : `at an address of this kind: ${range}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || blockedAddress(hostname, 'public') === 'loopback';
}
