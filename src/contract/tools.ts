import type { Dispatcher } from 'undici';
import type { Storage } from './storage.ts';

/** Time, so that tests can own it. */
export interface Clock {
  /** Wall clock, epoch milliseconds. May jump. */
  now(): number;
  /** Monotonic milliseconds since some start. Never jumps. */
  elapsed(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Randomness, so that tests can repeat it. */
export interface Random {
  /** Uniform in [0, 1): jitter. */
  fraction(): number;
  /** `length` characters of [A-Za-z0-9] from a cryptographic source: nonces. */
  token(length: number): string;
}

/** Fields first, then an event name in lower case. Upstream text goes into fields, secrets nowhere. */
export interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, event: string): void;
  info(fields: Readonly<Record<string, unknown>>, event: string): void;
  warn(fields: Readonly<Record<string, unknown>>, event: string): void;
  error(fields: Readonly<Record<string, unknown>>, event: string): void;
}

/**
 * Small facts worth keeping across restarts, such as the key type that worked. Saved with the next checkpoint; losing
 * one may cost a request, never a record.
 */
export interface Memo {
  get(key: string): string | undefined;
  set(key: string, value: string | undefined): void;
}

/** How a connection leaves the process. */
export interface EgressOptions {
  /** Explicit proxy; without it HTTPS_PROXY and NO_PROXY decide. */
  readonly proxy?: string;
  /** PEM text of authorities trusted in addition to the system's. */
  readonly ca?: string;
  readonly connectTimeoutMs: number;
  /**
   * `public` (default): only addresses of the internet. `private-allowed`: private networks and this machine too.
   * Link-local and instance metadata addresses are never connected to. A proxy's own address may always be private.
   */
  readonly addresses?: 'public' | 'private-allowed';
}

/** Tools that are the same for all connectors. */
export type SharedTools = Omit<Tools, 'memo' | 'storage' | 'savedStorage'>;

/** Everything a source may use of the outside world. The host brings it. */
export interface Tools {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly memo: Memo;
  /**
   * What batches of this connector have left behind, with what one changes that a poll goes on behind although it is not
   * saved yet; where nothing is saved, an empty one.
   */
  readonly storage: Storage;
  /** As it was saved, for side streams: what they conclude is saved at once. Absent: {@link storage} is. */
  readonly savedStorage?: Storage;
  /** The one way out: an undici dispatcher with the host's TLS, proxy and address rules. The caller closes it. */
  readonly egress: (options: EgressOptions) => Dispatcher;
}
