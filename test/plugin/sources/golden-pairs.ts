import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { JsonValue, LogRecord } from '../../../src/contract/index.ts';
import { commandRecords } from '../../../src/plugin/commands/command-records.ts';
import { endpointRecord } from '../../../src/plugin/commands/hosts/endpoint-record.ts';
import { parseJson } from '../../../src/plugin/cortex/parse-json.ts';
import type { CortexConfig } from '../../../src/plugin/cortex-config.ts';
import { sources } from '../../../src/plugin/sources/index.ts';
import type { RecordKind } from '../../../src/plugin/sources/source-definition.ts';
import { type RecordOptions, toRecord } from '../../../src/plugin/sources/to-record.ts';
import { openWindowQuery } from '../../../src/plugin/xql/open-window-query.ts';
import { createVirtualClock, testTools } from '../../../src/testing/index.ts';
import { connectorOf, scriptedApi, xsoar6Connector } from './scripted-api.ts';

export interface GoldenPair {
  readonly name: string;
  readonly item: JsonValue;
  readonly recordFile: URL;
  /** The record file's text; undefined where there is none yet. */
  readonly expected: string | undefined;
  readonly config: CortexConfig;
}

const fixtures = new URL('../../fixtures/', import.meta.url);

/** Kinds of records that are no source's: what commands bring, by command. */
export const commandKinds: ReadonlyMap<string, RecordKind> = new Map([['search-hosts', endpointRecord]]);

/** A folder for every source, one for the shape of XSOAR 6, and one for every command with records of its own. */
export const folders: ReadonlyMap<string, CortexConfig> = new Map([
  ...sources.map(({ id, supply }) => [id, connectorOf(id, supply && { xql_query: 'dataset = xdr_data' })] as const),
  ['xsoar-6-audit', xsoar6Connector()],
  ...[...commandKinds.keys()].map((name) => [name, { ...connectorOf('xdr-incidents'), source: name }] as const),
]);

/** Every `<case>.item.json` of the fixtures, with its record. */
export function goldenPairs(): readonly GoldenPair[] {
  return [...folders].flatMap(([folder, config]) => {
    const items = readdirSync(new URL(`${folder}/`, fixtures)).filter((file) => file.endsWith('.item.json'));
    return items.map((file) => pairOf(`${folder}/${file.replace('.item.json', '')}`, config));
  });
}

function pairOf(name: string, config: CortexConfig): GoldenPair {
  const recordFile = new URL(`${name}.record.json`, fixtures);
  return {
    name,
    item: parseJson(readFileSync(new URL(`${name}.item.json`, fixtures), 'utf8')),
    recordFile,
    expected: existsSync(recordFile) ? readFileSync(recordFile, 'utf8') : undefined,
    config,
  };
}

/** The record an item becomes on its whole way: an answer of the API, the feed's row, the mapping. */
export async function recordOf(
  item: JsonValue,
  config: CortexConfig,
  form: Partial<Pick<RecordOptions, 'body' | 'ecs'>> = {},
): Promise<LogRecord> {
  const kind = commandKinds.get(config.source);
  if (kind) return recordOfCommand(kind, item, { ...config, ...form });
  const source = sources.find(({ id }) => id === config.source);
  if (!source) throw new Error(`no source ${config.source}`);
  const options = { observedTime: [1_764_300_000, 0], body: 'map', ...form } as const;
  if (source.supply) return toRecord(source, queriedRow(item, config), options);
  const list = [item];
  const api = scriptedApi({ reply: { incidents: list, alerts: list, data: list }, audits: list });
  const query = { offset: 0, limit: 1, order: 'oldest-first' } as const;
  const [row] = (await source.feed(api, config).page(query, new AbortController().signal)).rows;
  if (!row) throw new Error('the feed gave no row');
  return toRecord(source, row, options);
}

/** The row of a query that was run over a quarter of an hour. */
function queriedRow(item: JsonValue, { source, tenant, query }: CortexConfig) {
  if (!query) throw new Error(`no query of ${source}`);
  const api = scriptedApi(null);
  const streams = { post: () => Promise.reject(new Error('none')), get: () => Promise.reject(new Error('none')) };
  const { clock } = testTools();
  const means = { api, once: api, streams, clock, binding: { source, tenant } };
  const window = { fromMs: 1_764_300_600_000, toMs: 1_764_301_499_999 };
  const row = openWindowQuery({ ...means, query, patienceMs: 0 }).row(item, window);
  return { item, uid: row.uid(0), timeMs: row.timeMs, attributes: row.attributes };
}

function recordOfCommand(kind: RecordKind, item: JsonValue, config: CortexConfig): LogRecord {
  const tools = { clock: createVirtualClock(1_764_300_000_000) };
  const [record] = commandRecords({ kind, command: config.source }, [item], { config, tools });
  if (!record) throw new Error('the command gave no record');
  return record;
}
