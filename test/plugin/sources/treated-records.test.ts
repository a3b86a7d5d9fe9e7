import { describe, expect, test } from 'vitest';
import type { JsonValue, LogRecord } from '../../../src/contract/index.ts';
import { sources } from '../../../src/plugin/sources/index.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { droppedFieldsAttribute, toRecord, unmappedAttribute } from '../../../src/plugin/sources/to-record.ts';
import { privacyOf } from '../privacy/privacy-of.ts';
import { commandKinds, goldenPairs } from './golden-pairs.ts';

const incident = {
  incident_id: '17',
  status: 'resolved_true_positive',
  severity: 'high',
  modification_time: 1_764_300_000_000,
  notes: 'CANARY notes',
  hosts: ['CANARY-WS:CANARYid'],
  custom_fields: { owner: 'CANARY owner', region: 'eu' },
};

const incidents = goldenPairs().filter(
  ({ config, expected }) => config.source === 'xdr-incidents' && !expected?.includes(unmappedAttribute),
);

const row = (item: JsonValue) => ({ item, timeMs: 1_764_300_000_000, uid: 'a1'.repeat(32) });

function recordOf(item: JsonValue, rules: string, body: 'map' | 'json' = 'map'): LogRecord {
  return toRecord(xdrIncidents, row(item), { observedTime: [1, 0], body, privacy: privacyOf(rules) });
}

describe('a record under privacy rules', () => {
  test.for(['map', 'json'] as const)('is made of what the rules left, its body as %s too', (body) => {
    const record = recordOf(incident, 'drop: notes; hash: hosts; mask: custom_fields.owner', body);
    expect(JSON.stringify(record)).not.toContain('CANARY');
    expect(record.attributes).toMatchObject({
      [droppedFieldsAttribute]: ['notes'],
      'paloalto.cortex.incident.custom_fields.owner': '***',
      'paloalto.cortex.incident.custom_fields.region': 'eu',
      'host.name': expect.stringMatching(/^hmac_[0-9a-f]{32}$/),
      'host.id': expect.stringMatching(/^hmac_[0-9a-f]{32}$/),
    });
    expect(record).toMatchObject({ eventName: 'paloalto.cortex.incident.resolved', time: [1_764_300_000, 0] });
  });

  test('is linked to the record before by the uid that one has', () => {
    const uids = ['a1', 'b2'].map((each) => each.repeat(32)) as [string, string];
    const options = { observedTime: [1, 0], body: 'map', privacy: privacyOf('mask: notes') } as const;
    const [before, after] = [
      toRecord(xdrIncidents, { ...row(incident), uid: uids[0] }, options),
      toRecord(xdrIncidents, { ...row(incident), uid: uids[1], previousUid: uids[0] }, options),
    ];
    expect(after.attributes['paloalto.cortex.ingest.previous_uid']).toBe(before.uid);
    expect(before.uid).not.toBe(uids[0]);
    expect(before.attributes).not.toHaveProperty('paloalto.cortex.ingest.previous_uid');
  });

  test('says nothing by its event, severity and time of what they are made of', () => {
    const { eventName, time, severityNumber, severityText } = recordOf(
      incident,
      'mask: status, modification_time; drop: severity',
    );
    expect({ eventName, time, severityNumber, severityText }).toEqual({
      eventName: 'paloalto.cortex.incident.updated',
      severityNumber: 0,
    });
  });

  test('which cannot be mapped is treated as well, and does not tell the time it was listed by', () => {
    const record = recordOf({ notes: 'CANARY', modification_time: 1_764_300_000_000 }, 'drop: *');
    expect(record).toMatchObject({
      body: {},
      attributes: { [unmappedAttribute]: true, [droppedFieldsAttribute]: ['*'] },
    });
    expect(record).not.toHaveProperty('time');
    expect(recordOf('CANARY', 'mask: notes').body).toBe('***');
  });

  test('has a uid that nobody without the key can make of a guess', () => {
    expect(recordOf(incident, 'mask: notes').uid).not.toBe(row(incident).uid);
  });

  test.for(incidents.map(({ name, item }) => [name, item] as const))('is the same if no rule fits: %s', ([, item]) => {
    const privacy = privacyOf('drop: no_such_field, nor.this', null);
    const options = { observedTime: [1, 0], body: 'map' } as const;
    const plain = toRecord(xdrIncidents, row(item), options);
    expect(toRecord(xdrIncidents, row(item), { ...options, privacy })).toEqual(plain);
  });
});

/** Every text and number in a value; `split`: the words of texts as well. Names of fields stay, whatever the rules. */
function leavesOf(value: unknown, split = false): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap((each) => leavesOf(each, split));
  return [String(value), ...(split ? String(value).split(/[\s:,"]+/) : [])].filter((text) => text.length > 6);
}

/** What the record says beside who made the product, texts of JSON read as what they hold. */
function saidBy(record: LogRecord): string {
  const isJson = (text: string) => /^[[{"]/.test(text);
  const leaves = leavesOf(record).flatMap((text) => (isJson(text) ? leavesOf(JSON.parse(text)) : [text]));
  return leaves.filter((text) => text !== 'Palo Alto Networks').join('\n');
}

describe.each(['map', 'json', 'ocsf'] as const)('with every field under a rule, in a body as %s', (body) => {
  test.for(goldenPairs().map((pair) => [pair.name, pair] as const))('nothing of %s is left', ([, { item, config }]) => {
    const source = commandKinds.get(config.source) ?? sources.find(({ id }) => id === config.source);
    for (const rules of ['mask: *', 'hash: *', 'drop: *']) {
      const privacy = privacyOf(rules);
      const said = saidBy(toRecord(source!, row(item), { observedTime: [1, 0], body, ecs: true, privacy }));
      expect(leavesOf(item, true).filter((text) => said.includes(text))).toEqual([]);
    }
  });
});
