import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../src/contract/index.ts';
import type { ExportedRecord } from './exported-records.ts';

/** What must come out of the Collector for one vendor record: every field of it, said independently of the product. */
export interface ExpectedRecord extends Omit<ExportedRecord, 'observedTimeUnixNano'> {
  /** Tells the vendor's records apart; {@link Expectation.keyOf} finds it in a body. */
  readonly key: string;
}

export interface Expectation {
  readonly records: readonly ExpectedRecord[];
  /** When the run began and ended, epoch milliseconds: every record was observed in between. */
  readonly observedFromMs: number;
  readonly observedToMs: number;
  keyOf(body: JsonValue): string;
}

/** What is wrong, a line each; empty when exactly the expected records came out, once each, and nothing else. */
export function differences(exported: readonly ExportedRecord[], expectation: Expectation): readonly string[] {
  const expected = new Map(expectation.records.map((record) => [record.key, record]));
  const seen = Map.groupBy(exported, (record) => expectation.keyOf(record.body));
  const uids = new Set(exported.map(uidOf));
  return [
    ...[...expected.keys()].filter((key) => !seen.has(key)).map((key) => `${key}: lost`),
    ...[...seen].flatMap(([key, records]) => (records.length > 1 ? [`${key}: came ${records.length} times`] : [])),
    ...(uids.size < exported.length ? [`${exported.length - uids.size} records share a log.record.uid`] : []),
    ...exported.flatMap((record) => {
      const key = expectation.keyOf(record.body);
      const wanted = expected.get(key);
      const found = wanted ? [...fieldDifferences(record, wanted), ...marksOf(record, expectation)] : ['not asked for'];
      return found.map((line) => `${key}: ${line}`);
    }),
  ];
}

const compared = [
  'resource',
  'scope',
  'eventName',
  'timeUnixNano',
  'severityNumber',
  'severityText',
  'attributes',
  'body',
] as const;

function fieldDifferences(record: ExportedRecord, expected: ExpectedRecord): readonly string[] {
  const { 'log.record.uid': _uid, ...attributes } = record.attributes;
  const actual = { ...record, attributes };
  return compared
    .filter((field) => !isDeepStrictEqual(actual[field], expected[field]))
    .map((field) => `${field} is ${JSON.stringify(actual[field])}, expected ${JSON.stringify(expected[field])}`);
}

/** What every record has and no expectation can name beforehand. */
function marksOf(record: ExportedRecord, expectation: Expectation): readonly string[] {
  const observedMs = Number(BigInt(record.observedTimeUnixNano) / 1_000_000n);
  const observed = observedMs >= expectation.observedFromMs && observedMs <= expectation.observedToMs;
  return [
    ...(observed ? [] : [`observed at ${new Date(observedMs).toISOString()}, outside the run`]),
    ...(/^[0-9a-f]{64}$/.test(uidOf(record)) ? [] : [`log.record.uid is '${uidOf(record)}', not 64 hex digits`]),
  ];
}

export function uidOf(record: ExportedRecord): string {
  const uid = record.attributes['log.record.uid'];
  return typeof uid === 'string' ? uid : '';
}
