import type { JsonValue } from '../../src/contract/index.ts';
import { parseJson } from '../../src/plugin/cortex/parse-json.ts';
import { sources } from '../../src/plugin/sources/index.ts';
import { jsonText } from '../../src/plugin/sources/json-text.ts';
import { toRecord, unmappedAttribute } from '../../src/plugin/sources/to-record.ts';
import { believableAgentReport } from '../../src/testing/day/believable-agent-report.ts';
import { believableAlert } from '../../src/testing/day/believable-alert.ts';
import { believableAudit, believableXsoar6Audit } from '../../src/testing/day/believable-audit.ts';
import { believableIncident, incidentChange } from '../../src/testing/day/believable-incident.ts';
import { hostileVersion, seededRandom, type SeededRandom } from '../../src/testing/index.ts';
import { goldenPairs } from '../plugin/sources/golden-pairs.ts';

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
  const golden = goldenPairs().map(({ name, item, config }) => ({ name, item, source: config.source }));
  const believable = Object.entries(makers).flatMap(([name, { source, make }]) =>
    Array.from({ length: changesOfEach }, (_, index) => {
      const item = make(random, index + 1, 1_764_234_000_000 + index);
      return { name: `${name} ${index}`, source, item: changed(random, item, index) };
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
  return [...golden, ...believable, ...bent].flatMap(({ name, source, item }) => eventOf(random, name, source, item));
}

const makers: Readonly<
  Record<string, { source: string; make: (random: SeededRandom, n: number, ms: number) => Item }>
> = {
  incident: { source: 'xdr-incidents', make: believableIncident },
  'changed incident': {
    source: 'xdr-incidents',
    make: (random, n, ms) => {
      const incident = believableIncident(random, n, ms);
      return { ...incident, ...incidentChange(random, incident, ms + 1) };
    },
  },
  alert: { source: 'xdr-alerts', make: believableAlert },
  'audit of XDR': { source: 'xdr-audit', make: believableAudit },
  'audit of XSOAR': { source: 'xsoar-audit', make: believableAudit },
  'audit of XSOAR 6': { source: 'xsoar-audit', make: believableXsoar6Audit },
  'agent report': { source: 'xdr-agent-audit', make: believableAgentReport },
};

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

/** What leaves for an item; nothing for one that travels raw. */
function eventOf(random: SeededRandom, name: string, id: string, given: JsonValue): readonly OcsfEvent[] {
  const source = sources.find((each) => each.id === id);
  if (!source) throw new Error(`no source ${id}`);
  // As it is read: digits that no number holds come as text.
  const item = parseJson(JSON.stringify(given));
  const eventName = id === 'xdr-incidents' ? `paloalto.cortex.incident.${random.pick(ends)}` : undefined;
  const row = { item, timeMs: undefined, uid: 'f'.repeat(64), ...(eventName && { eventName }) };
  const { body, attributes } = toRecord(source, row, { observedTime: [1_764_300_000, 0], body: 'ocsf' });
  return attributes[unmappedAttribute] === true ? [] : [{ name, source: id, text: jsonText(body) }];
}

function isObject(item: JsonValue): item is Item {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}
