import type { LookupAddress } from 'node:dns';
import type { Clock } from '../../contract/index.ts';
import { addressRule } from '../cortex/address.ts';
import { connectTcp } from './connect-tcp.ts';
import { type Look, ok, skipped, warning } from './finding.ts';
import { inspectTls } from './inspect-tls.ts';
import type { Reading } from './read-one.ts';
import { resolveHost } from './resolve-host.ts';
import { inDays, soonDays, wholeDays } from './whole-days.ts';

/** The stages below HTTP. */
export interface NetworkLooks {
  readonly dns: Look;
  readonly connect: Look;
  readonly tls: Look;
}

/** Straight to the host, a step at a time, each with what the step before has found. */
export function directLooks(origin: string, ca: string | undefined, clock: Pick<Clock, 'now'>): NetworkLooks {
  const { protocol, hostname: shown, port: explicit } = new URL(origin);
  const secure = protocol === 'https:';
  const hostname = shown.replace(/^\[(.*)\]$/, '$1');
  const port = explicit === '' ? (secure ? 443 : 80) : Number(explicit);
  let addresses: readonly LookupAddress[] = [];

  return {
    dns: async () => {
      addresses = await resolveHost(hostname, addressRule(origin));
      const found = addresses.map(({ address }) => address).join(', ');
      return found === hostname ? ok(`${found} is an address.`) : ok(`${hostname} is ${found}.`);
    },
    connect: async (signal) =>
      ok(`${await connectTcp({ hostname, addresses, port }, signal)} answers at port ${port}.`),
    tls: async (signal) => {
      if (!secure) return skipped('Plain HTTP, within this machine.');
      const { protocol: spoken, issuer, validToMs } = await inspectTls({ hostname, addresses, port }, ca, signal);
      const days = wholeDays(clock.now(), validToMs);
      const text = `${spoken}, certificate issued by ${issuer}, ${inDays(days)} left.`;
      const finding = days >= soonDays ? ok(text) : warning(text, 'Have the certificate renewed before it expires.');
      return { ...finding, expires: { what: 'The certificate of the API', at: new Date(validToMs).toISOString() } };
    },
  };
}

/** Through a proxy only the whole can be tried: what failed tells how far it came. */
export function proxiedLooks(reading: (signal: AbortSignal) => Promise<Reading>): NetworkLooks {
  return {
    dns: () => Promise.resolve(skipped('A proxy is used: it resolves the name.')),
    connect: async (signal) => {
      const { error } = await reading(signal);
      if (error?.code?.startsWith('NET-')) throw error;
      return ok('The proxy answers.');
    },
    tls: async (signal) => {
      const { error } = await reading(signal);
      if (error?.code?.startsWith('TLS-')) throw error;
      return skipped('A proxy is used: every request checks the certificate, but it cannot be looked at by itself.');
    },
  };
}
