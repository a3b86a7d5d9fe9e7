import { describe, expect, test } from 'vitest';
import { validateConnector } from '../../../src/plugin/validate.ts';

const connector = { fqdn: 'acme.xdr.eu.paloaltonetworks.com', api_key_id: '12', api_key: 'Zk9'.repeat(42) };

/** What is said of rules, which have a key; `beside`: other sources of the same entry. */
function said(source: string, privacy: unknown, more: object = {}, beside?: readonly string[]): readonly string[] {
  const settings = { ...connector, ...more, source, privacy, privacy_key: 'b1946ac92492d2347c6235b4d2611184' };
  return validateConnector(settings, beside).fields.flatMap(({ errors, warnings }) => [
    ...errors.map((text) => `error: ${text}`),
    ...warnings.map((text) => `warning: ${text}`),
  ]);
}

describe('rules that are worth no word', () => {
  test.for<[source: string, rules: string]>([
    ['xdr-incidents', 'drop: notes; hash: users, hosts; mask: custom_fields.owner, modification_time'],
    ['xdr-incidents', 'keep: incident_id, severity; drop: *'],
    ['xdr-alerts', 'hash: user_name, events.actor_process_command_line, endpoint_id'],
    ['xdr-audit', 'mask: AUDIT_OWNER_EMAIL; drop: AUDIT_ID'],
    ['xdr-agent-audit', 'hash: ENDPOINTNAME, ENDPOINTID'],
    ['xsoar-audit', 'hash: AUDIT_OWNER_NAME, user'],
  ])('%s: %s', ([source, rules]) => {
    expect(said(source, rules)).toEqual([]);
  });
});

describe('what a record is recognised by', () => {
  test.for<[source: string, rules: string, field: string]>([
    ['xdr-incidents', 'drop: incident_id', 'incident_id'],
    ['xdr-incidents', 'drop: case_id', 'case_id'],
    ['xdr-incidents', 'keep: incident_id; drop: case_id', 'case_id'],
    ['xdr-incidents', 'keep: case_id; drop: incident_id', 'incident_id'],
    ['xdr-incidents', 'keep: severity; drop: *', 'incident_id'],
    ['xdr-alerts', 'drop: alert_id', 'alert_id'],
    ['xdr-alerts', 'drop: id', 'id'],
    ['xdr-alerts', 'keep: alert_id; drop: id', 'id'],
    ['xdr-alerts', 'keep: name; drop: *', 'alert_id'],
    ['xdr-audit', 'drop: *', 'every field'],
  ])('must not be dropped: %s, %s', ([source, rules, field]) => {
    expect(said(source, rules)).toEqual([
      `error: drops ${field}, by which a record is recognised: keep, mask or hash it`,
    ]);
  });

  test.for(['auto', 'incidents', 'cases'])('is the same whichever generation is asked: %s', (generation) => {
    const drops = said('xdr-incidents', 'drop: incident_id', { api_generation: generation });
    expect(drops).toEqual(['error: drops incident_id, by which a record is recognised: keep, mask or hash it']);
  });

  test.for<[source: string, id: string]>([
    ['xdr-incidents', 'incident_id'],
    ['xdr-incidents', 'case_id'],
    ['xdr-alerts', 'alert_id'],
    ['xdr-alerts', 'id'],
  ])('may be hidden: %s, %s', ([source, id]) => {
    for (const action of ['mask', 'hash']) {
      expect(said(source, { [action]: id })).toEqual([
        `warning: hides ${id}: records can no longer be linked with the product by it`,
      ]);
    }
  });
});

describe('a field that is not known', () => {
  test.for<[source: string, rules: string, warning: string]>([
    ['xdr-incidents', 'mask: note', '"note" is no field that xdr-incidents is known to have; did you mean notes?'],
    ['xdr-incidents', 'mask: usrs', '"usrs" is no field that xdr-incidents is known to have; did you mean users?'],
    [
      'xdr-incidents',
      'mask: user',
      'names fields of other sources, which xdr-incidents is not known to have: "user" (did you mean users?)',
    ],
    ['xdr-incidents', 'mask: zebra', '"zebra" is no field that xdr-incidents is known to have'],
    [
      'xdr-incidents',
      'mask: user_name, AUDIT_REASON',
      'names fields of other sources, which xdr-incidents is not known to have: "user_name", "AUDIT_REASON"',
    ],
    [
      'xdr-audit',
      'mask: audit_owner_email',
      '"audit_owner_email" is no field that xdr-audit is known to have; did you mean AUDIT_OWNER_EMAIL?',
    ],
    [
      'xdr-alerts',
      'hash: events.usr_name, events.usr_name.x',
      '"usr_name" is no field that xdr-alerts is known to have; did you mean user_name?',
    ],
  ])('is told, once: %s, %s', ([source, rules, warning]) => {
    expect(said(source, rules)).toEqual([`warning: ${warning}`]);
  });
});

test('incidents that bring their alerts along know the fields of these, and what they are recognised by', () => {
  const enriched = { enrich: 'alerts' };
  expect(said('xdr-incidents', 'hash: user_name, users; mask: network_artifacts.data', enriched)).toEqual([]);
  expect(said('xdr-incidents', 'keep: incident_id; drop: *', enriched)).toEqual([
    'error: drops alert_id, by which a record is recognised: keep, mask or hash it',
  ]);
});

describe('rules of several sources of one entry', () => {
  const entry = ['xdr-incidents', 'xsoar-audit'];
  const ofEach = (rules: string, more: object = {}, ids = entry) =>
    ids.map((id) =>
      said(
        id,
        rules,
        id === 'xdr-incidents' ? more : {},
        ids.filter((other) => other !== id),
      ),
    );

  test.for(['hash: AUDIT_OWNER_EMAIL', 'hash: users, user', 'drop: notes, AUDIT_REASON'])(
    'are worth no word where one of them has the field: %s',
    (rules) => {
      expect(ofEach(rules)).toEqual([[], []]);
    },
  );

  test('may name the fields of details that one of them fetches', () => {
    expect(ofEach('hash: user_name', { enrich: 'alerts' })).toEqual([[], []]);
  });

  test.for<[rules: string, warning: string]>([
    ['mask: notse', '"notse" is no field that xdr-incidents and xsoar-audit are known to have; did you mean notes?'],
    [
      'mask: ENDPOINTNAME',
      'names fields of other sources, which xdr-incidents and xsoar-audit are not known to have: "ENDPOINTNAME"',
    ],
  ])('are told in the same words of each where none has: %s', ([rules, warning]) => {
    expect(ofEach(rules)).toEqual([[`warning: ${warning}`], [`warning: ${warning}`]]);
  });
});
