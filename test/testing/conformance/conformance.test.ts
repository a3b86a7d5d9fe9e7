import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import type { Batch, LogRecord, Plugin, SideBatch, Source, StorageChange } from '../../../src/contract/index.ts';
import { conformance } from '../../../src/testing/index.ts';
import { createTinyPlugin } from './tiny-plugin.ts';
import { startTinyUpstream } from './tiny-upstream.ts';

const start = startTinyUpstream;

describe('a correct source', () => {
  test.for(conformance({ plugin: createTinyPlugin(), start }))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

type Poll = Source['poll'];
const tiny = createTinyPlugin();

/** The tiny plugin with a source whose methods are replaced. */
function withSource(change: (source: Source) => Partial<Source>): Plugin {
  return {
    ...tiny,
    open: (config, tools) => {
      const source = tiny.open(config, tools);
      return { ...source, ...change(source) };
    },
  };
}

/** The tiny plugin with every batch of a poll changed. */
function withBatches(change: (batch: Batch, index: number) => Batch | undefined): Plugin {
  return withSource((source) => ({
    async *poll(...args: Parameters<Poll>) {
      let index = 0;
      for await (const batch of source.poll(...args)) {
        const changed = change(batch, index);
        index += 1;
        if (changed) yield changed;
      }
    },
  }));
}

const withRecords = (change: (record: Batch['records'][number]) => Partial<Batch['records'][number]>) =>
  withBatches((batch) => ({ ...batch, records: batch.records.map((record) => ({ ...record, ...change(record) })) }));

const made = { fromMs: 1, toMs: 2, delivered: 3, state: 'waiting' } as const;

/** Every batch changes the storage, in a way that is right but for what is given. */
function withStorage(change: Partial<StorageChange>): Plugin {
  const right = { collection: { name: 'seen', most: 9 }, key: 'a', entry: { rank: 1, value: 1 } };
  return withBatches((batch) => ({ ...batch, storage: [{ ...right, ...change }] }));
}

/** A side stream whose round yields so many batches of so many records. */
function withSide(batches: number, records: number): Plugin {
  const round = async function* (): AsyncGenerator<SideBatch> {
    for (let index = 0; index < batches; index += 1) {
      yield { records: Array.from({ length: records }, () => ({}) as LogRecord), more: false, progress };
    }
  };
  return withSource(() => ({ sides: [{ name: 'side', title: 'Side', intervalMs: 1000, round }] }));
}

const progress = { requests: 1, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0, caughtUp: true };

/** Each of these breaks one property; the suite must see it, in the case named. */
const broken: readonly (readonly [what: string, plugin: Plugin, caught: RegExp])[] = [
  ['storage without a bound', withStorage({ collection: { name: 'seen', most: Infinity } }), /with a bound/],
  ['storage under an odd name', withStorage({ collection: { name: 'Seen it', most: 9 } }), /plain names/],
  ['storage that is no JSON', withStorage({ entry: { rank: 1, value: Number.NaN } }), /is JSON/],
  ['a side stream that says nothing', withSide(0, 1), /yields a batch/],
  ['a side stream with large batches', withSide(1, 501), /yields a batch/],
  ['insights of nothing', withSource(() => ({ insights: async () => ({ drift: [], periods: [made] }) })), /noticed/],
  ['an unmarked secret', withField('api_key', { 'x-secret': undefined }), /smells of a secret/],
  ['a secret that is not write-only', withField('api_key', { writeOnly: undefined }), /smells of a secret/],
  ['a field without a description', withField('fqdn', { description: '' }), /title, a description/],
  ['a manifest without its source', { ...tiny, manifest: { ...tiny.manifest, sources: [] } }, /lists the source/],
  [
    'a validation that throws on junk',
    { ...tiny, validate: (input) => tiny.validate(Object.keys(input as object) && input) },
    /never throws/,
  ],
  [
    'a validation that takes anything',
    { ...tiny, validate: () => tiny.validate({ source: 'tiny-items', fqdn: 'x', api_key: 'y' }) },
    /refuses junk/,
  ],
  [
    'a validation that changes its input',
    { ...tiny, validate: (input) => Object.assign(tiny.validate(input), { trace: mutated(input) }) },
    /validate/,
  ],
  [
    'a validation that depends on when',
    { ...tiny, validate: (input) => Object.assign(tiny.validate(input), { at: performance.now() }) },
    /pure/,
  ],
  ['a secret in the open', { ...tiny, validate: leaky }, /cannot be read off/],
  ['a test that throws', { ...tiny, test: throwingTest }, /dead upstream|healthy/],
  [
    'a test that goes on after a failure',
    { ...tiny, test: (...args) => changedStages(tiny.test(...args), 'ok') },
    /dead upstream/,
  ],
  ['a test that stops at a failure', { ...tiny, test: (...args) => shortStages(tiny.test(...args)) }, /dead upstream/],
  [
    'a poll without a batch',
    withBatches((batch) => (batch.records.length === 0 ? undefined : batch)),
    /empty upstream/,
  ],
  ['a lost record', withBatches((batch) => ({ ...batch, records: batch.records.slice(1) })), /every item is read once/],
  [
    'batches that are too large',
    withBatches((batch) => ({
      ...batch,
      records: batch.records.flatMap((record) => Array.from({ length: 20 }, () => record)),
    })),
    /too large/,
  ],
  ['one uid for all', withRecords(() => ({ uid: 'a'.repeat(64) })), /every item is read once/],
  ['a uid that changes', withRecords(() => ({ uid: randomUid() })), /same uid in every life/],
  [
    'a body with a field gone',
    withRecords(({ body }) => ({ body: { ...(body as object), nothing: 1 } })),
    /whole item/,
  ],
  ['a record without time', withRecords(() => ({ time: [Number.NaN, 0] })), /uid, times/],
  [
    'items that cannot be mapped',
    withBatches((batch) => ({ ...batch, progress: { ...batch.progress, unmapped: batch.records.length } })),
    /uid, times/,
  ],
  ['an event nobody announced', withRecords(() => ({ eventName: 'other' })), /event the manifest names/],
  ['an attribute that is none', withRecords(() => ({ attributes: { odd: Number.NaN } })), /uid, times/],
  ['a cursor kept in memory', withSource(remembering), /keeps nothing/],
  ['a checkpoint that runs ahead', withBatches((batch) => ({ ...batch, next: ahead(batch, 40) })), /exactly the rest/],
  [
    'a checkpoint that lags behind',
    withBatches((batch) => ({ ...batch, next: ahead(batch, -1) })),
    /repeats nothing|exactly the rest/,
  ],
  [
    'a checkpoint that is no JSON',
    withBatches((batch) => ({ ...batch, next: { ...batch.next, seen: new Set([1]) } })),
    /checkpoint is JSON/,
  ],
  [
    'a checkpoint without end',
    withBatches((batch) => ({ ...batch, next: { ...batch.next, log: 'x'.repeat(300_000) } })),
    /bounded/,
  ],
  ['a checkpoint nobody can describe', withSource(() => ({ describe: () => [] })), /described/],
  [
    'a foreign checkpoint that is taken',
    withSource((source) => ({ poll: (_from, signal) => source.poll(undefined, signal) })),
    /newer one and a torn one/,
  ],
  [
    'a refusal of another kind',
    withSource((source) => ({ poll: (from, signal) => otherKind(source.poll(from, signal)) })),
    /refused/,
  ],
  [
    'a checkpoint of the future that is taken',
    withSource((source) => ({ checkpointAt: () => source.checkpointAt(1) })),
    /future/,
  ],
  [
    'a marked time that is ignored',
    withSource((source) => ({ checkpointAt: (ms) => source.checkpointAt(ms > Date.UTC(2026, 11) ? ms : 1) })),
    /made for a time/,
  ],
  [
    'an unmarked replay',
    withSource((source) => ({ replay: (_period, _from, signal) => source.poll(undefined, signal) })),
    /replay/,
  ],
  [
    'a sample without measure',
    withSource((source) => ({ sample: (_limit, signal) => source.sample(1000, signal) })),
    /sample/,
  ],
  [
    'an abort that is not heard',
    withSource((source) => ({ poll: (from) => source.poll(from, new AbortController().signal) })),
    /abort ends a poll that waits/,
  ],
  [
    'an abort that is an error',
    withSource((source) => ({ poll: (from, signal) => wrapped(source.poll(from, signal)) })),
    /aborted ends at once/,
  ],
  [
    'a sample that does not hear an abort',
    withSource((source) => ({ sample: (limit) => source.sample(limit, new AbortController().signal) })),
    /abort ends a sample/,
  ],
  ['a host that must not fail', withSource(remembering), /fails at random/],
];

describe('a broken source is seen', () => {
  test.for(broken)('%s', async ([_what, plugin, caught]) => {
    const failed: string[] = [];
    for (const { name, run } of conformance({ plugin, start, patienceMs: 4000 })) {
      if (!caught.test(name)) continue;
      await run().catch(() => failed.push(name));
    }
    expect(failed).not.toEqual([]);
  });
});

function withField(name: string, change: Record<string, unknown>): Plugin {
  const sources = tiny.manifest.sources.map((source) => {
    const properties = source.configuration['properties'] as Record<string, object>;
    const changed = { ...properties, [name]: { ...properties[name], ...change } };
    return { ...source, configuration: { ...source.configuration, properties: changed } };
  });
  return { ...tiny, manifest: { ...tiny.manifest, sources } };
}

function mutated(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
    ? Reflect.set(input, 'fqdn', 'changed') || fail()
    : true;
}
function fail(): never {
  throw new TypeError('cannot change a frozen input');
}

function leaky(input: unknown) {
  const validation = tiny.validate(input);
  return validation.ok
    ? { ...validation, config: { ...validation.config, key: (input as { api_key: string }).api_key } }
    : validation;
}

async function* throwingTest(...args: Parameters<Plugin['test']>) {
  for await (const stage of tiny.test(...args)) {
    if (stage.status === 'failed') throw new Error('thrown');
    yield stage;
  }
}

async function* changedStages(stages: ReturnType<Plugin['test']>, status: 'ok') {
  for await (const stage of stages) yield stage.status === 'skipped' ? { ...stage, status } : stage;
}

async function* shortStages(stages: ReturnType<Plugin['test']>) {
  for await (const stage of stages) if (stage.status !== 'skipped') yield stage;
}

function randomUid(): string {
  return crypto.randomUUID().replaceAll('-', '').padEnd(64, '0');
}

function ahead(batch: Batch, by: number) {
  return { ...batch.next, read: Math.max(0, Number(batch.next['read']) + by) };
}

function remembering(source: Source): Partial<Source> {
  let last: Batch['next'] | undefined;
  return {
    async *poll(from, signal) {
      for await (const batch of source.poll(last ?? from, signal)) {
        last = batch.next;
        yield batch;
      }
    },
  };
}

async function* otherKind(batches: AsyncIterable<Batch>) {
  try {
    yield* batches;
  } catch {
    throw new ConnectorError('protocol', 'something else');
  }
}

async function* wrapped(batches: AsyncIterable<Batch>) {
  try {
    yield* batches;
  } catch (cause) {
    throw new ConnectorError('unavailable', 'the request failed', { cause });
  }
}
