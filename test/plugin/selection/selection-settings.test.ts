import { describe, expect, test } from 'vitest';
import type { FieldReport } from '../../../src/contract/index.ts';
import { validateConnector } from '../../../src/plugin/validate.ts';

const key = 'Zk9'.repeat(42);
const tenant = { fqdn: 'acme.xdr.eu.paloaltonetworks.com', api_key_id: '12', api_key: key };

function selectionOf(source: string, settings: Readonly<Record<string, unknown>>) {
  const validation = validateConnector({ source, ...tenant, ...settings });
  if (!validation.ok) throw new Error(JSON.stringify(validation.fields));
  return validation.config.selection;
}

function reportOf(source: string, settings: Readonly<Record<string, unknown>>): FieldReport | undefined {
  const { fields } = validateConnector({ source, ...tenant, ...settings });
  return fields.find(({ path }) => path in settings);
}

describe('a selection', () => {
  test.for<[given: unknown, words: readonly string[]]>([
    ['new', ['new']],
    [' new ,UNDER_INVESTIGATION,, new', ['new', 'under_investigation']],
    [
      ['new', 'resolved_other'],
      ['new', 'resolved_other'],
    ],
  ])('is words with commas between them, or a list: %j', ([given, words]) => {
    expect(selectionOf('xdr-incidents', { incident_status: given })).toEqual({ incident_status: words });
  });

  test('of a list is taken word for word, commas included', () => {
    expect(selectionOf('xdr-alerts', { alert_source: ['Acme, Inc. IDS'] })).toEqual({
      alert_source: ['Acme, Inc. IDS'],
    });
  });

  test.for<[given: unknown, words: readonly string[] | undefined]>([
    ['any', undefined],
    ['yes', ['yes']],
    [true, ['yes']],
    [false, ['no']],
  ])('of a claim: %j', ([given, words]) => {
    expect(selectionOf('xdr-incidents', { incident_starred: given })['incident_starred']).toEqual(words);
  });

  test('is a setting of the sources that know it, and of no other', () => {
    expect(reportOf('xdr-audit', { incident_status: 'new' })?.errors).toEqual([
      'is no setting of this source: it is one of xdr-incidents',
    ]);
    expect(selectionOf('xdr-audit', { audit_type: 'auth' })).toEqual({ audit_type: ['AUTH'] });
    expect(selectionOf('xsoar-audit', { audit_type: 'auth' })).toEqual({ audit_type: ['AUTH'] });
  });

  test.for<[given: unknown, message: RegExp]>([
    [7, /must be text, with commas/],
    [' , ', /must name at least one/],
    [[], /must name at least one/],
    [{ new: true }, /must be text, with commas/],
    [Array.from({ length: 101 }, (_, index) => `w${index}`), /at most 100/],
    ['x'.repeat(257), /at most 256 characters/],
  ])('is refused: %j', ([given, message]) => {
    expect(reportOf('xdr-incidents', { incident_status: given })?.errors.join()).toMatch(message);
  });

  test('of a closed set takes no other word, and says which is meant', () => {
    expect(reportOf('xdr-incidents', { incident_severity: 'high, crtical' })).toEqual({
      path: 'incident_severity',
      errors: ['must be of informational, low, medium, high, critical, unknown; several with commas between them'],
      warnings: [],
      suggested: 'high, critical',
    });
    expect(reportOf('xdr-incidents', { incident_starred: 'maybe' })?.errors).toEqual(['must be any, yes or no']);
  });

  test('of an open set takes any word, and warns of one that no document names', () => {
    expect(selectionOf('xdr-audit', { audit_type: 'AUHT, API_KEY' })).toEqual({ audit_type: ['AUHT', 'API_KEY'] });
    expect(reportOf('xdr-audit', { audit_type: 'AUHT, API_KEY' })).toMatchObject({
      errors: [],
      warnings: ['holds "AUHT", a word that no document of the API names: it is looked for after reading, in any case'],
      suggested: 'AUTH, API_KEY',
    });
    for (const unfit of ['Zk9'.repeat(42), 'b1946ac92492d2347c6235b4d2611184', 'many words '.repeat(6).trim()]) {
      const [warning, ...others] = reportOf('xdr-audit', { audit_type: unfit })?.warnings ?? [];
      expect(others).toEqual([]);
      expect(warning).toMatch(/^holds a word that no document/);
    }
    expect(reportOf('xdr-audit', { audit_email: 'anna@acme.example' })).toBeUndefined();
  });

  test('is refused of an XSOAR 6 server, whose entries have other fields', () => {
    const server = { fqdn: undefined, api_key_id: undefined, server_url: 'https://xsoar.corp.example' };
    expect(validateConnector({ source: 'xsoar-audit', ...tenant, ...server, audit_type: 'AUTH' })).toEqual({
      ok: false,
      fields: [{ path: 'audit_type', errors: [expect.stringContaining('XSOAR 6')], warnings: [] }],
    });
  });
});
