import type { JsonValue } from '../../src/contract/index.ts';
import { parseJson } from '../../src/plugin/cortex/parse-json.ts';
import { alertKind } from '../../src/plugin/sources/alert-kind.ts';
import { enrichedIncident } from '../../src/plugin/sources/enriched-incident.ts';
import { sources } from '../../src/plugin/sources/index.ts';
import { jsonText } from '../../src/plugin/sources/json-text.ts';
import type { RecordKind } from '../../src/plugin/sources/source-definition.ts';
import { toRecord, unmappedAttribute } from '../../src/plugin/sources/to-record.ts';
import { believableAgentReport } from '../../src/testing/day/believable-agent-report.ts';
import { believableAlert } from '../../src/testing/day/believable-alert.ts';
import { believableAudit, believableXsoar6Audit } from '../../src/testing/day/believable-audit.ts';
import { believableCase } from '../../src/testing/day/believable-case.ts';
import { believableExtraData } from '../../src/testing/day/believable-extra-data.ts';
import { believableFlatAlert } from '../../src/testing/day/believable-flat-alert.ts';
import { believableHost } from '../../src/testing/day/believable-host.ts';
import { believableIncident, incidentChange } from '../../src/testing/day/believable-incident.ts';
import { issueOf } from '../../src/testing/tenant/issue-of.ts';
import { hostileVersion, seededRandom, type SeededRandom } from '../../src/testing/index.ts';
import { commandKinds, goldenPairs } from '../plugin/sources/golden-pairs.ts';

/** An event to be validated, and where it comes from. */
export interface OcsfEvent {
  readonly name: string;
  readonly source: string;
  readonly text: string;
}

type Item = Readonly<Record<string, JsonValue>>;

/** Values of the wrong type, masked, or close to what a schema asks for. */
const junk: readonly JsonValue[] = [
  '',
  '***',
  'N/A',
  'null',
  '0',
  '-1',
  '65536',
  '1e999',
  'a@b',
  'a@b.c',
  'a@b.c\n',
  '10.0.0.1:443',
  '::ffff:10.0.0.1',
  'fe80::1%eth0',
  `${'1:'.repeat(7)}1%${'x'.repeat(40)}`,
  '999.1.1.1',
  '1.2.3',
  '00:11:22:33:44:55',
  'C:\\',
  '/',
  'T1059',
  'TA9',
  'SEV_060_NEW',
  'RESOLVED',
  'host:',
  ':id',
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  true,
  [],
  {},
  [null],
  [[]],
  [{ a: 1 }],
  ['x', null, 3],
  ['10.0.0.1', 'x', '::1'],
  [1, 2, 3],
  { a: { b: [] } },
];

const changesOfEach = 400;

/** Events of every golden item, and of many believable ones: as they are, hostile, and with fields of the wrong kind. */
export function ocsfEvents(seed: number): readonly OcsfEvent[] {
  const random = seededRandom(seed);
  const golden = goldenPairs()
    .map(({ name, item, config }) => ({ name, item, source: config.source }))
    .filter(({ source }) => !unclassed.has(source));
  const believable = Object.entries(makers).flatMap(([name, { make, ...maker }]) =>
    Array.from({ length: changesOfEach }, (_, index) => {
      const item = make(random, index + 1, 1_764_234_000_000 + index);
      return { name: `${name} ${index}`, ...maker, item: changed(random, item, index) };
    }),
  );
  const bent = golden.flatMap(({ name, item, source }) =>
    isObject(item)
      ? Array.from({ length: 20 }, (_, index) => ({
          name: `${name}, bent ${index}`,
          source,
          item: bentItem(random, item),
        }))
      : [],
  );
  return [...golden, ...believable, ...bent].flatMap((given) => eventOf(random, given));
}

interface Maker {
  readonly source: string;
  readonly make: (random: SeededRandom, number: number, timeMs: number) => Item;
  /** The kind of the records, where it is not that of the source's list. */
  readonly kind?: RecordKind;
}

const makers: Readonly<Record<string, Maker>> = {
  incident: { source: 'xdr-incidents', make: believableIncident },
  'changed incident': {
    source: 'xdr-incidents',
    make: (random, number, timeMs) => {
      const incident = believableIncident(random, number, timeMs);
      return { ...incident, ...incidentChange(random, incident, timeMs + 1) };
    },
  },
  'enriched incident': { source: 'xdr-incidents', kind: enrichedIncident, make: expandedIncident },
  'alert of an incident': {
    source: 'xdr-incidents',
    kind: alertKind,
    make: (random, number, timeMs) => believableFlatAlert(random, believableIncident(random, number, timeMs), 0),
  },
  case: { source: 'xdr-incidents', make: believableCase },
  alert: { source: 'xdr-alerts', make: believableAlert },
  issue: { source: 'xdr-alerts', make: (random, number, timeMs) => issueOf(believableAlert(random, number, timeMs)) },
  'audit of XDR': { source: 'xdr-audit', make: believableAudit },
  'audit of XSOAR': { source: 'xsoar-audit', make: believableAudit },
  'audit of XSOAR 6': { source: 'xsoar-audit', make: believableXsoar6Audit },
  endpoint: { source: 'search-hosts', make: believableHost },
  'agent report': { source: 'xdr-agent-audit', make: believableAgentReport },
};

function expandedIncident(random: SeededRandom, number: number, timeMs: number): Item {
  const incident = believableIncident(random, number, timeMs);
  const { networkArtifacts, fileArtifacts } = believableExtraData(random, incident);
  const section = (data: readonly JsonValue[]): JsonValue => ({ total_count: data.length, data });
  return { ...incident, network_artifacts: section(networkArtifacts), file_artifacts: section(fileArtifacts) };
}

/** The first third as it is, the second hostile, the third bent. */
function changed(random: SeededRandom, item: Item, index: number): Item {
  if (index % 3 === 0) return item;
  return index % 3 === 1 ? hostileVersion(random, item, Object.keys(item)) : bentItem(random, item);
}

function bentItem(random: SeededRandom, item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).map(([field, value]) => [field, random.chance(0.25) ? random.pick(junk) : value]),
  );
}

const ends = ['created', 'updated', 'reopened', 'resolved'];

interface Given {
  readonly name: string;
  readonly source: string;
  readonly item: JsonValue;
  readonly kind?: RecordKind;
}

/** Sources whose rows may be anything: they have no class, and stay what they are. */
const unclassed: ReadonlySet<string> = new Set(['xdr-xql']);

/** What leaves for an item; nothing for one that travels raw. */
function eventOf(random: SeededRandom, given: Given): readonly OcsfEvent[] {
  const kind = given.kind ?? commandKinds.get(given.source) ?? sources.find(({ id }) => id === given.source);
  if (!kind) throw new Error(`no source ${given.source}`);
  // As it is read: digits that no number holds come as text.
  const item = parseJson(JSON.stringify(given.item));
  const isRevision = given.source === 'xdr-incidents' && !given.kind;
  const eventName = isRevision ? { eventName: `paloalto.cortex.incident.${random.pick(ends)}` } : undefined;
  const row = { item, timeMs: undefined, uid: 'f'.repeat(64), ...eventName };
  const { body, attributes } = toRecord(kind, row, { observedTime: [1_764_300_000, 0], body: 'ocsf' });
  return attributes[unmappedAttribute] === true ? [] : [{ ...given, text: jsonText(body) }];
}

function isObject(item: JsonValue): item is Item {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}
