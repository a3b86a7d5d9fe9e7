import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import type { ListenAddress } from './configuration.ts';

const error = 'must be host:port, such as 127.0.0.1:8687 or [::1]:8687';

/** `host:port` as people write it. */
export const listenAddress = z.string({ error }).transform((text, ctx) => {
  const address = parse(text.trim());
  if (address) return address;
  ctx.issues.push({ code: 'custom', message: error, input: text });
  return z.NEVER;
});

function parse(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (bracketed !== undefined) return isIPv6(bracketed) && port <= 65_535 ? { host: bracketed, port } : undefined;
  return plain !== undefined && port <= 65_535 ? { host: plain, port } : undefined;
}

/** Whether only this machine reaches the host of a URL or of a listening address. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}
