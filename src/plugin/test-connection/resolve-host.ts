import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { ConnectorError } from '../../contract/index.ts';
import { type AddressRule, blockedAddress } from '../../shared/blocked-address.ts';
import { classifyFailure } from '../cortex/classify-failure.ts';

/** Resolves a name to all its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

const systemResolver: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * The addresses of a host, none of them forbidden by the rule. An address is its own.
 * @throws ConnectorError NET-101 when there are none, NET-103 when one is forbidden.
 */
export async function resolveHost(
  hostname: string,
  rule: AddressRule,
  resolve: Resolve = systemResolver,
): Promise<readonly LookupAddress[]> {
  const family = isIP(hostname);
  const addresses = family === 0 ? await resolved(hostname, resolve) : [{ address: hostname, family }];
  for (const { address } of addresses) {
    const range = blockedAddress(address, rule);
    if (range !== undefined) throw forbidden(hostname, address, range);
  }
  return addresses;
}

async function resolved(hostname: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  try {
    const addresses = await resolve(hostname);
    if (addresses.length > 0) return addresses;
  } catch (failure) {
    throw classifyFailure(failure, hostname, (text) => text);
  }
  throw classifyFailure({ code: 'ENODATA' }, hostname, (text) => text);
}

function forbidden(hostname: string, address: string, range: string): ConnectorError {
  const where = hostname === address ? hostname : `${hostname} resolves to ${address}, which`;
  return new ConnectorError('config', `${where} is not connected to: ${range} address`, {
    code: 'NET-103',
    remedy: 'Check the address and this machine’s DNS; a server of your own on a private address goes into server_url.',
  });
}
