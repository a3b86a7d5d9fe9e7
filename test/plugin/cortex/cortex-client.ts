import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import type { Clock, Memo, Tools } from '../../../src/contract/index.ts';
import {
  createCortexApi,
  type CortexApiOptions,
  type CortexClient,
} from '../../../src/plugin/cortex/create-cortex-api.ts';
import { createBodyGate } from '../../../src/plugin/cortex/read-body.ts';
import { createBudgets } from '../../../src/plugin/cortex/request-budget.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { memoryMemo } from '../../../src/shared/memory-memo.ts';
import { seededRandom } from '../../../src/testing/seeded-random.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';

export const canary = 'CANARY-0123456789abcdefghijklmnopqrstuvwxyz+/=';

export interface ClientOverrides {
  readonly clock?: Clock;
  readonly memo?: Memo;
  readonly dispatcher?: Dispatcher;
  readonly credentials?: Partial<CortexApiOptions['credentials']>;
  readonly requestTimeoutMs?: number;
  readonly requestsPerSecond?: number;
  readonly bodyGate?: CortexApiOptions['bodyGate'];
}

/** A client of `origin` with a Standard key, a clock that shows the real time, and connections of its own. */
export function clientOf(origin: string, overrides: ClientOverrides = {}): CortexClient {
  const clock = overrides.clock ?? createVirtualClock(Date.now(), { sleep: 'passes' });
  const tools: Pick<Tools, 'clock' | 'random' | 'memo'> = {
    clock,
    random: seededRandom(1),
    memo: overrides.memo ?? memoryMemo(),
  };
  return createCortexApi({
    origin,
    credentials: { key: new Secret(canary), keyId: '7', keyType: 'standard', ...overrides.credentials },
    dispatcher: overrides.dispatcher ?? new Agent({ allowH2: false }),
    budget: createBudgets().budgetFor(origin, overrides.requestsPerSecond ?? 1000, clock),
    bodyGate: overrides.bodyGate ?? createBodyGate(),
    tools,
    requestTimeoutMs: overrides.requestTimeoutMs ?? 10_000,
  });
}

/** What a promise was rejected with. Fails when it was not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome) throw new Error('was expected to fail');
  return outcome.error;
}
