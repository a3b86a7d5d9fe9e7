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
}

/** A tenant that is collected and counted, at 100 ms a question, by a host that saves each batch or loses it whole. */
export function countedTenant(options: CountedTenantOptions) {
  const { definition, model, startMs, before, dies, answered = (body) => body } = options;
  const clock = createVirtualClock(startMs, { sleep: 'passes' });
  const { signal } = new AbortController();
  const storage = memoryStorage();
  const records: LogRecord[] = [];
  let { settings } = options;
  let [calls, batches, checkCalls] = [0, 0, 0];
  let saved: string | undefined;
  let gauges: Gauges = {};
  let source = open();

  async function post(path: string, body: JsonValue): Promise<ApiAnswer> {
    await clock.sleep(100, signal);
    calls += 1;
    if (before?.(calls, clock.now())) throw new ConnectorError('unavailable', `scripted failure at call ${calls}`);
    const answer = model.answer(path, body, clock.now());
    if (answer.status !== 200 || !isJsonObject(answer.body)) throw new Error(JSON.stringify(answer));
    return { body: answered(answer.body), dateMs: Math.floor(clock.now() / 1000) * 1000 };
  }

  function open(): Source {
    const config = connectorOf(definition.id, settings);
    const api: CortexApi & { close(): Promise<void> } = { origin: config.tenant, post, close: async () => {} };
    return openSource(definition, config, api, testTools({ clock, storage }));
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
    checkCalls: () => checkCalls,
    periods: async () => (await source.insights?.())?.periods ?? [],
    /** Polls each minute and checks every five for so long. */
    async live(ms: number) {
      const endMs = clock.now() + ms;
      for (let minute = 0; clock.now() < endMs; minute += 1) {
        await poll();
        if (minute % 5 === 4) await check();
        await clock.advance(60_000 - (clock.now() % 60_000));
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
