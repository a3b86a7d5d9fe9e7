import { rootCertificates } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import type { EgressOptions, Tools } from '../contract/index.ts';
import { memoryMemo } from '../shared/memory-memo.ts';
import { memoryStorage } from '../shared/memory-storage.ts';
import { seededRandom } from './seeded-random.ts';
import { silentLogger } from './silent-logger.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** 2026-03-02T08:00:00Z: where time begins in {@link testTools}. */
export const testStartMs = Date.UTC(2026, 2, 2, 8);

/**
 * Everything a source needs, ready for a test: a virtual clock at {@link testStartMs} whose sleeps pass at once, seeded
 * randomness, a silent logger, an empty memo and storage, and plain connections. `overrides` replaces any of them.
 */
export function testTools(overrides: Partial<Tools> = {}): Tools {
  return {
    clock: createVirtualClock(testStartMs, { sleep: 'passes' }),
    random: seededRandom(1),
    logger: silentLogger(),
    memo: memoryMemo(),
    storage: memoryStorage(),
    egress: directEgress,
    ...overrides,
  };
}

/** The way out without the host's address rules: loopback is allowed. The caller closes it. */
function directEgress(options: EgressOptions): Dispatcher {
  const tls = options.ca === undefined ? {} : { ca: [...rootCertificates, options.ca] };
  const shared = { allowH2: false, connect: { timeout: options.connectTimeoutMs, ...tls } };
  return options.proxy === undefined
    ? new Agent(shared)
    : new ProxyAgent({ ...shared, uri: options.proxy, requestTls: tls });
}
