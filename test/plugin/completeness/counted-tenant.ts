import type { Checkpoint, Gauges, JsonValue, LogRecord, Source, StorageChange } from '../../../src/contract/index.ts';
import { ConnectorError } from '../../../src/contract/index.ts';
import type { ApiAnswer, CortexApi } from '../../../src/plugin/cortex/cortex-api.ts';
import { openSource } from '../../../src/plugin/open-source.ts';
import type { SourceDefinition } from '../../../src/plugin/sources/source-definition.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';
import {
  createVirtualClock,
  isJsonObject,
  type JsonObject,
  type TenantModel,
  testTools,
} from '../../../src/testing/index.ts';
import { connectorOf } from '../sources/scripted-api.ts';

export interface CountedTenantOptions {
  readonly definition: SourceDefinition<JsonValue>;
  readonly model: TenantModel;
  readonly startMs: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Called before every question: may move the tenant on, or fail by returning true. */
  readonly before?: (call: number, nowMs: number) => boolean;
  /** Looked at after every batch of the polls and the checks: true ends the process before it is saved. */
  readonly dies?: (batch: number) => boolean;
  /** Changes an answer before it is seen. */
  readonly answered?: (body: JsonObject) => JsonObject;
  /** How far the `Date` of an answer is ahead of the tenant's clock. Default: not at all. */
  readonly dateAheadMs?: (nowMs: number) => number;
  /** How far this machine's clock is ahead of the tenant's. */
  readonly localClockAheadMs?: number;
}

/** A tenant that is collected and counted, at 100 ms a question, by a host that saves each batch or loses it whole. */
export function countedTenant(options: CountedTenantOptions) {
  const { definition, model, startMs, before, dies, answered = (body) => body } = options;
  const clock = createVirtualClock(startMs, { sleep: 'passes' });
  const localClock = { ...clock, now: () => clock.now() + (options.localClockAheadMs ?? 0) };
  const { signal } = new AbortController();
  const storage = memoryStorage();
  const records: LogRecord[] = [];
  let { settings } = options;
  let [calls, batches, checkCalls] = [0, 0, 0];
  let saved: string | undefined;
  let nextCheckMs = 0;
  let gauges: Gauges = {};
  let source = open();

  async function post(path: string, body: JsonValue): Promise<ApiAnswer> {
    await clock.sleep(100, signal);
    calls += 1;
    if (before?.(calls, clock.now())) throw new ConnectorError('unavailable', `scripted failure at call ${calls}`);
    const answer = model.answer(path, body, clock.now());
    if (answer.status !== 200 || !isJsonObject(answer.body)) throw new Error(JSON.stringify(answer));
    const dateMs = clock.now() + (options.dateAheadMs?.(clock.now()) ?? 0);
    return { body: answered(answer.body), dateMs: Math.floor(dateMs / 1000) * 1000 };
  }

  function open(): Source {
    const config = connectorOf(definition.id, settings);
    const api: CortexApi & { close(): Promise<void> } = { origin: config.tenant, post, close: async () => {} };
    return openSource(definition, config, api, testTools({ clock: localClock, storage }));
  }

  interface Made {
    readonly records: readonly LogRecord[];
    readonly next?: Checkpoint;
    readonly storage?: readonly StorageChange[];
    readonly progress: { readonly gauges?: Gauges };
  }

  /** Whether it ended by itself: neither by a failure nor by the process. */
  async function take(made: AsyncIterable<Made>): Promise<boolean> {
    try {
      for await (const batch of made) {
        records.push(...batch.records);
        if (dies?.((batches += 1))) {
          source = open();
          return false;
        }
        if (batch.next) saved = JSON.stringify(batch.next);
        storage.apply(JSON.parse(JSON.stringify(batch.storage ?? [])) as StorageChange[]);
        gauges = { ...gauges, ...batch.progress.gauges };
      }
      return true;
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'unavailable') throw error;
      return false;
    }
  }

  const checkpoint = (): Checkpoint | undefined =>
    saved === undefined ? undefined : (JSON.parse(saved) as Checkpoint);
  const poll = async (): Promise<boolean> => take(source.poll(checkpoint(), signal));

  async function check(): Promise<boolean> {
    const [side] = source.sides ?? [];
    if (!side) return true;
    const callsBefore = calls;
    const ended = await take(side.round(signal));
    checkCalls += calls - callsBefore;
    return ended;
  }

  return {
    clock,
    records,
    storage,
    poll,
    check,
    gauges: () => gauges,
    /** Questions of the checks, failed ones included. */
    checkCalls: () => checkCalls,
    periods: async () => (await source.insights?.())?.periods ?? [],
    /** Polls once an interval, and checks every five minutes, for so long. */
    async live(ms: number, intervalMs = 60_000) {
      const endMs = clock.now() + ms;
      while (clock.now() < endMs) {
        const beginMs = clock.now();
        await poll();
        if (clock.now() >= nextCheckMs) {
          nextCheckMs = clock.now() + 300_000 - 1;
          // As the host does: what failed is tried again soon.
          for (let tries = 0; tries < 3 && !(await check()); tries += 1) await clock.advance(2000);
        }
        await clock.advance(Math.max(1, beginMs + intervalMs - clock.now()));
      }
    },
    restart(changed?: Readonly<Record<string, unknown>>) {
      settings = changed ?? settings;
      source = open();
    },
    /** As an operator does. */
    setCheckpoint: (timeMs: number) => void (saved = JSON.stringify(source.checkpointAt(timeMs))),
  };
}

export type CountedTenant = ReturnType<typeof countedTenant>;
