import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../src/contract/index.ts';
import type {
  Batch,
  Checkpoint,
  ConnectorConfig,
  LogRecord,
  Plugin,
  Source,
  TestStage,
  Tools,
  Validation,
} from '../../../src/contract/index.ts';
import type { TinyItem, TinyUpstream } from './tiny-upstream.ts';

/** A correct plugin over a list in memory. Tests break it one method at a time. */
export function createTinyPlugin(): Plugin {
  return { manifest, validate, test: connectionTest, open: openTiny, commands: [] };
}

const tenant = 'https://tiny.example';
export const upstreams = new WeakMap<Tools['clock'], TinyUpstream>();
const pageSize = 40;

const manifest: Plugin['manifest'] = {
  id: '6a3f2f0e-6b5f-4c3a-9d3a-0c9d7a1f2b11',
  slug: 'tiny',
  version: '1.0.0',
  title: 'Tiny',
  description: 'A list in memory.',
  sources: [
    {
      id: 'tiny-items',
      title: 'Items',
      description: 'Items of the list.',
      events: ['tiny.item'],
      prerequisites: [],
      steps: [],
      order: ['fqdn', 'api_key'],
      configuration: {
        type: 'object',
        properties: {
          fqdn: { type: 'string', title: 'FQDN', description: 'Where it is.' },
          api_key: { type: 'string', title: 'Key', description: 'The key.', 'x-secret': true, writeOnly: true },
        },
      },
    },
  ],
  commands: [],
};

function validate(input: unknown): Validation {
  const settings = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
  const names = ['source', 'fqdn', 'api_key'];
  const wrong = names.filter((name) => typeof settings[name] !== 'string' || settings[name] === '');
  const unknown = Object.keys(settings).filter((name) => !names.includes(name));
  if (settings['source'] !== 'tiny-items') wrong.push('source');
  const fields = [...wrong, ...unknown].map((path) => ({ path, errors: ['is not right'], warnings: [] }));
  return fields.length > 0
    ? { ok: false, fields }
    : { ok: true, fields, config: { source: 'tiny-items', tenant, pollIntervalMs: 1000 } };
}

async function* connectionTest(_config: ConnectorConfig, tools: Tools, signal: AbortSignal): AsyncGenerator<TestStage> {
  const works = !signal.aborted && !upstreams.get(tools.clock)?.closed();
  yield { stage: 'configuration', status: 'ok', ms: 0, message: 'complete' };
  yield works
    ? { stage: 'connect', status: 'ok', ms: 1, message: 'connected' }
    : { stage: 'connect', status: 'failed', ms: 1, message: 'nobody there', remedy: 'Start it.' };
  yield { stage: 'mapping', status: works ? 'ok' : 'skipped', ms: 0, message: works ? 'one record' : 'not tried' };
}

/** The whole state of the tiny source: how many items of the list have been read. */
interface TinyCheckpoint extends Checkpoint {
  readonly read: number;
  /** Set by an operator: begin at this time. */
  readonly sinceMs?: number;
}

function openTiny(config: ConnectorConfig, tools: Tools): Source {
  const upstream = upstreams.get(tools.clock);
  if (!upstream) throw new TypeError('no upstream belongs to these tools');
  const bound = { version: 1, source: config.source, tenant: config.tenant };
  const record = (item: TinyItem, marks: LogRecord['attributes'] = {}) => toRecord(item, tools, marks);

  async function* poll(checkpoint: Checkpoint | undefined, signal: AbortSignal): AsyncGenerator<Batch> {
    const state = checkpoint ? checked(checkpoint, config, tools) : { ...bound, read: 0 };
    const floor = state.sinceMs ?? 0;
    for (let read = state.read; ;) {
      const page = await upstream!.page(read, pageSize, signal);
      signal.throwIfAborted();
      read += page.length;
      const caughtUp = page.length < pageSize;
      const records = page.filter((item) => item.timeMs >= floor).map((item) => record(item));
      yield { records, next: { ...state, read }, more: false, progress: { ...idle, caughtUp } };
      if (caughtUp) return;
    }
  }

  return {
    origin: { resource: {}, scope: { name: 'tiny', version: '1', schemaUrl: '' } },
    poll,
    async *replay(period, _checkpoint, signal) {
      const items = await upstream.page(0, Infinity, signal);
      const inside = items.filter(({ timeMs }) => timeMs >= period.fromMs && timeMs <= period.toMs);
      const records = inside.map((item) => record(item, { 'paloalto.cortex.ingest.replay': true }));
      yield { records, next: { ...bound, read: 0 }, more: false, progress: { ...idle, caughtUp: true } };
    },
    sample: async (limit, signal) => (await upstream.page(0, limit, signal)).map((item) => record(item)),
    describe: (checkpoint) => [`${checked(checkpoint, config, tools).read} items read`],
    checkpointAt: (sinceMs) => ({ ...bound, read: 0, sinceMs }),
    close: async () => {},
  };
}

const idle = { requests: 1, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0 };

function checked(checkpoint: Checkpoint, config: ConnectorConfig, tools: Tools): TinyCheckpoint {
  const { version, source, tenant: of, read, sinceMs } = checkpoint as Partial<TinyCheckpoint>;
  const isOurs = version === 1 && source === config.source && of === config.tenant && typeof read === 'number';
  if (!isOurs || (sinceMs ?? 0) > tools.clock.now())
    throw new ConnectorError('state', 'not a checkpoint of this source');
  return checkpoint as TinyCheckpoint;
}

function toRecord(item: TinyItem, tools: Tools, attributes: LogRecord['attributes']): LogRecord {
  return {
    uid: createHash('sha256').update(JSON.stringify(item)).digest('hex'),
    eventName: 'tiny.item',
    time: [Math.floor(item.timeMs / 1000), (item.timeMs % 1000) * 1e6],
    observedTime: [Math.floor(tools.clock.now() / 1000), 0],
    severityNumber: 9,
    body: { ...item },
    attributes,
  };
}
