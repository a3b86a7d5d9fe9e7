import type { Checkpoint, JsonValue, LogRecord, Progress, Source, StorageChange } from '../../../src/contract/index.ts';
import { ConnectorError } from '../../../src/contract/index.ts';
import type { ApiAnswer, CortexApi } from '../../../src/plugin/cortex/cortex-api.ts';
import { openSource } from '../../../src/plugin/open-source.ts';
import type { SourceDefinition } from '../../../src/plugin/sources/source-definition.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';
import { createVirtualClock, isJsonObject, type TenantModel, testTools } from '../../../src/testing/index.ts';
import { connectorOf } from './scripted-api.ts';

export interface TenantReaderOptions {
  readonly definition: SourceDefinition<JsonValue>;
  readonly model: TenantModel;
  readonly startMs: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Called before every question, with its number: may move the tenant on, or fail by returning true. */
  readonly before?: (call: number, nowMs: number) => boolean;
  /** Given every question that was asked. */
  readonly asked?: JsonValue[];
  /** Whether the process is killed once this batch has been delivered, and before it is saved. */
  readonly killed?: (batch: number) => boolean;
}

/**
 * A source that reads a tenant without HTTP, at 100 ms a question, and a host that saves every checkpoint as text, and with
 * it what the source wants kept.
 */
export function readTenant({ definition, model, startMs, before, asked, killed, ...options }: TenantReaderOptions) {
  const clock = createVirtualClock(startMs, { sleep: 'passes' });
  const { signal } = new AbortController();
  const records: LogRecord[] = [];
  const progress: Progress[] = [];
  const savedRecords: LogRecord[] = [];
  const storage = memoryStorage();
  let { settings } = options;
  let calls = 0;
  let batches = 0;
  let saved: string | undefined;
  let source = open();

  async function post(path: string, body: JsonValue): Promise<ApiAnswer> {
    await clock.sleep(100, signal);
    calls += 1;
    asked?.push(body);
    if (before?.(calls, clock.now())) throw new ConnectorError('unavailable', `scripted failure at call ${calls}`);
    const answer = model.answer(path, body, clock.now());
    if (answer.status === 500 && typeof answer.body === 'string') throw unknownPath(path);
    if (answer.status !== 200 || !isJsonObject(answer.body)) throw new Error(JSON.stringify(answer));
    return { body: answer.body, dateMs: Math.floor(clock.now() / 1000) * 1000 };
  }

  function open(): Source {
    const config = connectorOf(definition.id, settings);
    const api: CortexApi & { close(): Promise<void> } = { origin: config.tenant, post, close: async () => {} };
    return openSource(definition, config, api, testTools({ clock, storage }));
  }

  /** One poll; true when it caught up. A scripted failure ends it. */
  async function poll(): Promise<boolean> {
    let caughtUp = false;
    try {
      for await (const batch of source.poll(checkpoint(), signal)) {
        const { records: read, next, progress: made } = batch;
        records.push(...read);
        batches += 1;
        if (killed?.(batches)) {
          source = open();
          return false;
        }
        savedRecords.push(...read);
        saved = JSON.stringify(next);
        storage.apply(JSON.parse(JSON.stringify(batch.storage ?? [])) as readonly StorageChange[]);
        progress.push(made);
        caughtUp = made.caughtUp;
      }
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'unavailable') throw error;
      return false;
    }
    return caughtUp;
  }

  const checkpoint = (): Checkpoint | undefined =>
    saved === undefined ? undefined : (JSON.parse(saved) as Checkpoint);

  return {
    clock,
    /** All that were delivered. */
    records,
    progress,
    /** Those of them that were saved as delivered. */
    savedRecords,
    storage,
    calls: () => calls,
    poll,
    source: () => source,
    /** With other settings, where some are given. */
    restart(changed?: Readonly<Record<string, unknown>>) {
      settings = changed ?? settings;
      source = open();
    },
    wait: (ms: number) => clock.advance(ms),
  };
}

/** As the client of the API classifies the answer to an unknown path. */
function unknownPath(path: string): ConnectorError {
  return new ConnectorError('config', `does not serve this path: ${path}`, { code: 'API-404' });
}
