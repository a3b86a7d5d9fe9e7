import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldReport } from '../../src/contract/index.ts';
import { sources } from '../../src/plugin/sources/index.ts';
import { validateConnector } from '../../src/plugin/validate.ts';

const key = 'Zk9'.repeat(42);
const valid = { source: 'xdr-incidents', fqdn: 'acme.xdr.eu.paloaltonetworks.com', api_key_id: '12', api_key: key };
const onPremises = { source: 'xsoar-audit', server_url: 'https://xsoar.corp.example', api_key: key };
const privacyKey = 'b1946ac92492d2347c6235b4d2611184';
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function reports(change: Readonly<Record<string, unknown>>, base: object = valid): readonly FieldReport[] {
  return validateConnector({ ...base, ...change }).fields.filter(
    ({ errors, warnings }) => errors.length + warnings.length > 0,
  );
}

function configOf(change: Readonly<Record<string, unknown>>, base: object = valid) {
  const result = validateConnector({ ...base, ...change });
  if (!result.ok) throw new Error(JSON.stringify(result.fields));
  return result.config;
}

describe('right settings', () => {
  test('four values are enough; everything else has a default', () => {
    const { apiKey, ...config } = configOf({});
    expect(apiKey.reveal()).toBe(key);
    expect(config).toEqual({
      source: 'xdr-incidents',
      tenant: 'https://api-acme.xdr.eu.paloaltonetworks.com',
      apiKeyId: '12',
      keyType: 'auto',
      backfillStart: { kind: 'all' },
      pollIntervalMs: 60_000,
      overlapMs: 300_000,
      requestsPerSecond: 4,
      requestTimeoutMs: 60_000,
      batchSize: 200,
      body: 'map',
      ecs: false,
      enrich: 'none',
      privacy: undefined,
      completeness: 'off',
      commands: 'read',
      apiGeneration: 'auto',
      selection: {},
      proxy: undefined,
      ca: undefined,
    });
  });

  test.each([
    [
      { fqdn: undefined, domain_name: 'https://api-acme.crtx.us.paloaltonetworks.com/xsoar/public/v1/' },
      'tenant',
      'https://api-acme.crtx.us.paloaltonetworks.com',
    ],
    [{ fqdn: undefined, server_url: 'http://127.0.0.1:8080' }, 'tenant', 'http://127.0.0.1:8080'],
    [{ api_key_id: 12 }, 'apiKeyId', '12'],
    [{ backfill_start_time: 'now' }, 'backfillStart', { kind: 'now' }],
    [{ backfill_start_time: '30d' }, 'backfillStart', { kind: 'ago', ms: 2_592_000_000 }],
    [
      { backfill_start_time: '2026-01-01T01:00:00+01:00' },
      'backfillStart',
      { kind: 'time', timeMs: 1_767_225_600_000 },
    ],
    [{ backfill_start_time: '1970-01-01T00:00:00Z' }, 'backfillStart', { kind: 'time', timeMs: 1 }],
    [{ overlap: '0s' }, 'overlapMs', 0],
    [{ batch_size: '500' }, 'batchSize', 500],
    [{ requests_per_second: 0.1 }, 'requestsPerSecond', 0.1],
    [{ key_type: 'standard' }, 'keyType', 'standard'],
    [{ ca_file: pem }, 'ca', pem],
  ] as const)('%j', (change, field, value) => {
    expect(configOf(change)[field]).toEqual(value);
  });

  test('a key is trimmed, and prints as nothing', () => {
    const privacy = { privacy: 'hash: users', privacy_key: ` ${privacyKey} ` };
    const config = configOf({ api_key: `  ${key}\n`, proxy: 'http://user:pa55@proxy.example:3128', ...privacy });
    expect(config.apiKey.reveal()).toBe(key);
    expect(config.proxy?.reveal()).toBe('http://user:pa55@proxy.example:3128');
    expect(config.privacy?.key?.reveal()).toBe(privacyKey);
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toMatch(/Zk9|pa55|b1946/);
  });

  test('only an XSOAR server of one’s own goes without a key ID', () => {
    expect(configOf({}, onPremises).apiKeyId).toBeUndefined();
    expect(configOf({ api_key_id: '3' }, onPremises).apiKeyId).toBe('3');
    expect(reports({ api_key_id: undefined, source: 'xsoar-audit' })).toMatchObject([
      { path: 'api_key_id', errors: ['is required'] },
    ]);
    expect(reports({ source: 'xdr-incidents' }, onPremises)).toMatchObject([
      { path: 'api_key_id', errors: ['is required'] },
    ]);
  });
});

describe('wrong settings', () => {
  test.each([
    [{ fqdn: undefined }, 'fqdn', /is required/],
    [{ fqdn: 'acme.example.com' }, 'fqdn', /paloaltonetworks\.com/],
    [{ server_url: 'https://cortex.corp.example' }, 'server_url', /beside fqdn/],
    [{ fqdn: 7 }, 'fqdn', /must be text/],
    [{ api_key_id: undefined }, 'api_key_id', /^is required$/],
    [{ api_key_id: 'twelve' }, 'api_key_id', /must be a number/],
    [{ api_key_id: key }, 'api_key_id', /looks like the API key \(CFG-003\)/],
    [{ api_key: '12' }, 'api_key', /looks like its ID.*\(CFG-003\)/],
    [{ api_key: undefined }, 'api_key', /^is required$/],
    [{ api_key: '   ' }, 'api_key', /is required/],
    [{ api_key: 'k'.repeat(513) }, 'api_key', /512/],
    [{ api_key: 'kéy with spaces' }, 'api_key', /ASCII/],
    [{ key_type: 'hmac' }, 'key_type', /auto, standard or advanced/],
    [{ backfill_start_time: 'yesterday' }, 'backfill_start_time', /must be all, now/],
    [{ backfill_start_time: '2026-02-30T00:00:00Z' }, 'backfill_start_time', /must be all, now/],
    [{ poll_interval: '99ms' }, 'poll_interval', /between 100ms and 24h/],
    [{ poll_interval: '25h' }, 'poll_interval', /between 100ms and 24h/],
    [{ poll_interval: 'often' }, 'poll_interval', /must be a duration/],
    [{ overlap: '61m' }, 'overlap', /between 0s and 60m/],
    [{ requests_per_second: 0 }, 'requests_per_second', /0\.1/],
    [{ requests_per_second: 1001 }, 'requests_per_second', /1000/],
    [{ batch_size: 501 }, 'batch_size', /500/],
    [{ batch_size: 1.5 }, 'batch_size', /from 1 to 500/],
    [{ ecs: 'perhaps' }, 'ecs', /true or false/],
    [{ body: 'xml' }, 'body', /map, json or ocsf/],
    [{ privacy: 'notes' }, 'privacy', /is no action/],
    [{ privacy: { masks: ['notes'] } }, 'privacy', /did you mean mask/],
    [{ privacy: { mask: ['a..b'] } }, 'privacy.mask', /is no field/],
    [{ privacy: 'hash: users' }, 'privacy_key', /is required/],
    [{ privacy: 'hash: users', privacy_key: 'x'.repeat(31) }, 'privacy_key', /at least 32/],
    [{ privacy: 'hash: users', privacy_key: 'x'.repeat(32) }, 'privacy_key', /random/],
    [{ proxy: 'socks5://proxy:1080' }, 'proxy', /must be a proxy/],
    [{ ca_file: '/etc/ssl/ca.pem' }, 'ca_file', /PEM/],
  ])('%j is an error at %s', (change, path, message) => {
    const found = reports(change);
    expect(found.map((report) => report.path)).toEqual([path]);
    expect(found[0]?.errors.join()).toMatch(message);
  });

  test.each([
    [{ api_keyid: '12' }, 'api_key_id'],
    [{ apiKeyId: '12' }, 'api_key_id'],
    [{ pollinterval: '5m' }, 'poll_interval'],
    [{ backfill_start: 'all' }, 'backfill_start_time'],
    [{ incident_staus: 'new' }, 'incident_status'],
    [{ zebra: 1 }, undefined],
  ])('%j is no setting; was %s meant?', (change, suggested) => {
    const [report] = reports(change);
    expect(report?.errors).toEqual(['is no setting of this source']);
    expect(report?.suggested).toBe(suggested);
  });

  test.each([
    [{ audit_type: 'AUTH' }, 'xdr-audit and xsoar-audit', valid],
    [{ enrich: 'alerts' }, 'xdr-incidents', onPremises],
  ])('%j is a setting of %s, which is said', (change, known, base) => {
    const message = `is no setting of this source: it is one of ${known}`;
    expect(reports(change, base)).toEqual([{ path: Object.keys(change)[0], errors: [message], warnings: [] }]);
  });

  test('all problems are told at once, one report a field', () => {
    const found = reports({ fqdn: 'nowhere', domain_name: 'x', api_key: '1', batch_size: 0, foo: 1 });
    expect(found.map(({ path }) => path).toSorted()).toEqual(['api_key', 'batch_size', 'domain_name', 'foo', 'fqdn']);
    expect(found.find(({ path }) => path === 'domain_name')?.errors).toHaveLength(2);
  });

  test.each([
    [{ fqdn: 'acme.xdr.eu' }, 'https://api-acme.xdr.eu.paloaltonetworks.com'],
    [{ poll_interval: 60 }, '60s'],
    [{ backfill_start_time: '2026-01-01' }, '2026-01-01T00:00:00Z'],
    [{ source: 'xdr_incident' }, 'xdr-incidents'],
    [{ body: 'oscf' }, 'ocsf'],
    [{ enrich: 'alert' }, 'alerts'],
    [{ key_type: 'standart' }, 'standard'],
    [{ api_generation: 'case' }, 'cases'],
    [{ incident_starred: 'yess' }, 'yes'],
  ])('%j: a value that would do is suggested', (change, suggested) => {
    const [report] = reports(change);
    expect(report?.suggested).toBe(suggested);
    expect(validateConnector({ ...valid, [report?.path ?? '']: suggested }).ok).toBe(true);
  });
});

describe('yes or no', () => {
  const audits = { ...valid, source: 'xdr-audit' };

  test.each([false, 'false', 'no', 'No', 'off'])('is understood: %j', (no) => {
    expect(configOf({ completeness: no, ecs: no }, audits)).toMatchObject({ completeness: 'off', ecs: false });
  });

  test.each([true, 'true', 'yes', 'YES', 'on'])('is understood: %j', (yes) => {
    expect(configOf({ completeness: yes, ecs: yes }, audits)).toMatchObject({ completeness: 'on', ecs: true });
  });

  test.each(['perhaps', '', 1, null])('is not: %j', (other) => {
    expect(reports({ completeness: other }, audits)).toMatchObject([{ errors: ['must be on or off'] }]);
  });
});

describe('warnings', () => {
  test.each([
    [{ poll_interval: '9s' }, 'poll_interval'],
    [{ requests_per_second: 10.5 }, 'requests_per_second'],
    [{ fqdn: 'acme.xdr.eu.paloaltonetworks.com/public_api/v1/incidents' }, 'fqdn'],
    [{ privacy: 'mask: notes' }, 'privacy'],
    [{ privacy: 'keep: notes', privacy_key: privacyKey }, 'privacy'],
    [{ privacy_key: privacyKey }, 'privacy_key'],
    [{ enrich: 'alerts', api_generation: 'cases' }, 'enrich'],
  ])('%j is accepted with a warning', (change, path) => {
    const result = validateConnector({ ...valid, ...change });
    expect(result.ok).toBe(true);
    expect(reports(change).map((report) => report.path)).toEqual([path]);
  });

  const quiet = { privacy: 'drop: notes', privacy_key: privacyKey };
  test.each([{}, { enrich: 'alerts' }, { poll_interval: '10s' }, { requests_per_second: 10 }, quiet])(
    '%j is worth none',
    (change) => {
      expect(reports(change)).toEqual([]);
    },
  );

  test('alerts that another source of the entry delivers as well come twice', () => {
    const warnings = (enrich: string, beside: readonly string[]) =>
      validateConnector({ ...valid, enrich }, beside).fields.flatMap((report) => report.warnings);
    expect(warnings('alerts', ['xdr-audit', 'xdr-alerts'])).toEqual([
      'with xdr-alerts beside it every alert comes twice, with different log.record.uid',
    ]);
    expect(warnings('none', ['xdr-alerts'])).toEqual([]);
    expect(warnings('alerts', ['xdr-audit', 'no-source', 'xdr-incidents'])).toEqual([]);
  });

  test('the address that is meant is shown', () => {
    expect(validateConnector(valid).fields).toEqual([
      { path: 'fqdn', errors: [], warnings: [], suggested: 'https://api-acme.xdr.eu.paloaltonetworks.com' },
    ]);
  });
});

describe('whatever is given', () => {
  const junk = fc.anything({
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
  });
  const names = ['source', '__proto__', ...(sources[0]?.order ?? [])];

  test('there is an answer, and never an exception', () => {
    const settings = fc.dictionary(fc.constantFrom(...names), junk);
    fc.assert(
      fc.property(
        fc.oneof(
          junk,
          settings,
          settings.map((some) => ({ ...valid, ...some })),
        ),
        (input) => {
          const result = validateConnector(input);
          expect(result.ok || result.fields.some(({ errors }) => errors.length > 0)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('no report repeats a secret', () => {
    const secret = fc.string({ unit: fc.constantFrom('Q', '7', 'é', ' ', '\n', '$'), minLength: 12, maxLength: 600 });
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom('api_key', 'api_key_id', 'privacy', 'privacy_key', 'proxy', 'ca_file', 'key_type'),
        (text, field) => {
          const result = validateConnector({ ...valid, [field]: text });
          expect(JSON.stringify(result.fields)).not.toContain(text.trim().slice(0, 12));
        },
      ),
    );
  });
});
