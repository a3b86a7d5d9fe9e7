import { describe, expect, test } from 'vitest';
import { connectorFormSchema, testFormSchema } from '../../../src/api/connector-form.ts';
import { connectorSchema } from '../../../src/web/form/model/connector-schema.ts';
import { chosenForm, formSetup } from '../../../src/web/form/model/form-setup.ts';
import { firstValues, nameOfCopy, withSources } from '../../../src/web/form/model/first-values.ts';
import { formProblems } from '../../../src/web/form/model/form-problems.ts';
import type { FormValues } from '../../../src/web/form/model/form-values.ts';
import { combined, goTogether, type SourceForm, sourceForms } from '../../../src/web/form/model/source-form.ts';
import { noTime } from '../../../src/web/form/model/start-of-history.ts';
import { toConnectorForm, toTestForm } from '../../../src/web/form/model/to-connector-form.ts';
import { madeUpManifest, someConnector, someInfo } from './made-up-info.ts';

const setup = formSetup(someInfo());
const weather = formSetup(someInfo({ manifests: [madeUpManifest] }));

function filledIn(settings: FormValues['settings'], change: Partial<FormValues> = {}): FormValues {
  const values = withSources(setup, firstValues(setup), ['xdr-incidents']);
  return { ...values, name: 'SOC EU', settings: { ...values.settings, ...settings }, ...change };
}

const complete = { fqdn: 'acme.xdr.eu.paloaltonetworks.com', api_key_id: '12', api_key: 'k'.repeat(40) };

function problems(values: FormValues, given = setup): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(formProblems(given, values).map(({ path, errors }) => [path, errors]));
}

describe('a form for the sources of the manifest', () => {
  test('a complete form has no problem, and is what the API accepts, without what is the default anyway', () => {
    const values = filledIn({ ...complete, poll_interval: ' 30s ' });
    expect(problems(values)).toEqual({});
    expect(connectorFormSchema.parse(toConnectorForm(setup, values))).toEqual({
      name: 'SOC EU',
      sources: ['xdr-incidents'],
      settings: { ...complete, poll_interval: '30s' },
      destination: null,
      healthCheckInterval: null,
    });
  });

  test('what is missing or wrong is said by field, in words, without the value', () => {
    const wrong = { api_key_id: 'k'.repeat(40), poll_interval: 'soon', batch_size: 501 };
    expect(problems(filledIn(wrong, { name: '  ', sources: [] }))).toEqual({
      name: ['is required'],
      sources: ['Choose at least one'],
      'settings.fqdn': ['is required'],
      'settings.api_key': ['is required'],
      'settings.api_key_id': ['must look like 12'],
      'settings.poll_interval': ['must look like 60s or 5m'],
      'settings.batch_size': ['must be from 1 to 500'],
    });
  });

  test('of the alternatives exactly one is asked for and sent, and the others are kept for when they are chosen again', () => {
    const values = filledIn({ ...complete, server_url: 'https://cortex.corp.example' });
    expect(toConnectorForm(setup, values).settings).not.toHaveProperty('server_url');
    const other = { ...values, choices: { fqdn: 'server_url' } };
    expect(toConnectorForm(setup, other).settings).toMatchObject({ server_url: 'https://cortex.corp.example' });
    expect(toConnectorForm(setup, other).settings).not.toHaveProperty('fqdn');
    expect(problems({ ...other, settings: complete })).toEqual({ 'settings.server_url': ['is required'] });
  });

  test('a form for several sources asks for what any of them requires', () => {
    const audits = filledIn({ ...complete, api_key_id: undefined }, { sources: ['xsoar-audit'] });
    expect(problems(audits)).toEqual({});
    const both = { ...audits, sources: ['xsoar-audit', 'xdr-incidents'] };
    expect(problems(both)).toEqual({ 'settings.api_key_id': ['is required'] });
    const forms = sourceForms(someInfo());
    const [incidents, audit, readings] = ['xdr-incidents', 'xsoar-audit', 'weather-readings'].map((id) =>
      forms.find((form) => form.id === id)!,
    );
    expect(combined([audit!, incidents!])?.required).toEqual(['api_key', 'api_key_id']);
    expect(goTogether(incidents!, audit!)).toBe(true);
    expect(goTogether(incidents!, readings!)).toBe(false);
    const names = (form: SourceForm | undefined) => form?.fields.map(({ name }) => name);
    expect(names(combined([incidents!]))).toContain('incident_status');
    expect(names(combined([incidents!, audit!]))).not.toContain('incident_status');
    expect(names(combined([incidents!]))).toContain('enrich');
    expect(names(combined([incidents!, audit!]))).not.toContain('enrich');
    expect(names(combined([incidents!, audit!]))).toContain('overlap');
    expect(goTogether(incidents!, { ...audit!, required: ['made_up'] })).toBe(false);
    expect(goTogether(audit!, { ...audit!, plugin: { id: 'another', title: 'Another' } })).toBe(false);
  });

  test('rules for fields are a line of text, whatever else a file may hold in their place', () => {
    const rules = { privacy: ' drop: notes; hash: users ', privacy_key: '${env:PRIVACY_KEY}' };
    const values = filledIn({ ...complete, ...rules });
    expect(problems(values)).toEqual({});
    expect(toConnectorForm(setup, values).settings).toEqual({ ...complete, ...rules, privacy: rules.privacy.trim() });
    expect(Object.keys(problems(filledIn({ ...complete, privacy_key: 'too short' })))).toEqual([
      'settings.privacy_key',
    ]);
  });

  test('a reference passes every check but those of the server', () => {
    expect(problems(filledIn({ ...complete, api_key: '${file:/run/key}', api_key_id: '${env:KEY_ID}' }))).toEqual({});
  });

  test('where the collector keeps references only, a secret that is none is refused', () => {
    const references = formSetup(someInfo({ secrets: 'references' }));
    expect(problems(filledIn(complete), references)).toEqual({
      'settings.api_key': ['must be ${env:NAME} or ${file:/path}: no secret is kept here'],
    });
    expect(problems(filledIn({ ...complete, api_key: '${env:KEY}' }), references)).toEqual({});
    // As a key, not as a path: the matcher would look below `settings`.
    expect(Object.keys(problems(filledIn({ ...complete, api_key: 'x${env:KEY}' }), references))).toEqual([
      'settings.api_key',
    ]);
    const own = { use: 'own', endpoint: 'https://a.example', encoding: 'json', compression: 'none' } as const;
    const values = filledIn({ ...complete, api_key: '${env:KEY}' }, { destination: { ...own, authorization: 'x' } });
    expect(Object.keys(problems(values, references))).toEqual(['destination.authorization']);
  });

  test('a time that is chosen but not entered is missing', () => {
    expect(problems(filledIn({ ...complete, backfill_start_time: noTime }))).toEqual({
      'settings.backfill_start_time': ['needs a time'],
    });
  });

  test('a destination of its own needs an endpoint, and is not sent when the collector’s is chosen again', () => {
    const own = { use: 'own', encoding: 'protobuf', compression: 'gzip', authorization: ' Bearer x ' } as const;
    const values = filledIn(complete, { destination: own });
    expect(problems(values)).toEqual({ 'destination.endpoint': ['is required'] });
    const there = { ...values, destination: { ...own, endpoint: ' https://otlp.example:4318 ' } };
    expect(toConnectorForm(setup, there).destination).toEqual({
      endpoint: 'https://otlp.example:4318',
      encoding: 'protobuf',
      compression: 'gzip',
      authorization: 'Bearer x',
    });
    const back = { ...there, destination: { ...there.destination, use: 'collector' } as const };
    expect(toConnectorForm(setup, back).destination).toBeNull();
  });

  test('the health check is a duration, and blank is none', () => {
    expect(problems(filledIn(complete, { healthCheckInterval: 'often' }))).toEqual({
      healthCheckInterval: ['must look like 6h or 1d'],
    });
    expect(toConnectorForm(setup, filledIn(complete, { healthCheckInterval: ' 6h ' })).healthCheckInterval).toBe('6h');
    expect(toConnectorForm(setup, filledIn(complete, { healthCheckInterval: '' })).healthCheckInterval).toBeNull();
  });

  test('a form without a name can be checked and tested', () => {
    const form = toTestForm(setup, filledIn(complete, { name: undefined }));
    expect(testFormSchema.parse(form)).toMatchObject({ name: 'New connector' });
    expect(form).not.toHaveProperty('connector');
  });
});

describe('a form of a connector there is', () => {
  const existing = someConnector({
    destination: { endpoint: 'https://a.example', encoding: 'json', compression: 'none', authorization: true },
  });
  const editing = formSetup(someInfo(), existing);

  test('it begins with what the connector has, its alternative chosen, its secrets blank', () => {
    const values = firstValues(editing, existing);
    expect(values).toMatchObject({ name: 'SOC EU', sources: ['xdr-incidents'], choices: { fqdn: 'domain_name' } });
    expect(values.settings).toMatchObject({ ...existing.settings, poll_interval: '60s' });
    expect(values.settings['api_key']).toBeUndefined();
    expect(values.destination).toEqual({
      use: 'own',
      endpoint: 'https://a.example',
      encoding: 'json',
      compression: 'none',
    });
  });

  test('a blank secret is no problem and is not sent: it stays', () => {
    const values = firstValues(editing, existing);
    expect(problems(values, editing)).toEqual({});
    const form = toConnectorForm(editing, { ...values, settings: { ...values.settings, api_key: '  ' } });
    expect(form.settings).not.toHaveProperty('api_key');
    expect(form.destination).not.toHaveProperty('authorization');
    expect(toTestForm(editing, values).connector).toBe('soc-eu');
  });

  test('where a secret stands is shown beside its field, not in it', () => {
    const secrets = { api_key: { kind: 'reference', reference: '${env:KEY}', setAt: null } } as const;
    const given = someConnector({ secrets });
    expect(firstValues(formSetup(someInfo(), given), given).settings).not.toHaveProperty('api_key');
  });

  test('a secret that may stay blank is not marked as required', () => {
    const { properties } = connectorSchema(editing, firstValues(editing, existing));
    expect(properties?.['settings']).toMatchObject({ required: ['api_key_id', 'domain_name'] });
  });

  test('the authorization of a destination can be removed, where there is one', () => {
    const values = firstValues(editing, existing);
    const withoutOne = filledIn({}, { destination: { use: 'own', encoding: 'json', compression: 'none' } });
    expect(JSON.stringify(connectorSchema(editing, values))).toContain('removeAuthorization');
    expect(JSON.stringify(connectorSchema(setup, withoutOne))).not.toContain('removeAuthorization');
    const form = toConnectorForm(editing, {
      ...values,
      destination: { ...values.destination, removeAuthorization: true },
    });
    expect(form.destination?.authorization).toBe('');
  });

  test('a default that was written down before still is', () => {
    const explicit = someConnector({ settings: { ...existing.settings, poll_interval: '60s' } });
    const form = toConnectorForm(
      formSetup(someInfo(), explicit),
      firstValues(formSetup(someInfo(), explicit), explicit),
    );
    expect(form.settings).toEqual(explicit.settings);
  });

  test('a secret it never had is asked for', () => {
    const without = formSetup(someInfo(), someConnector({ secrets: {} }));
    expect(problems(firstValues(without, without.existing), without)).toEqual({ 'settings.api_key': ['is required'] });
  });

  test('a copy has a name of its own, within what a name may be long', () => {
    expect(nameOfCopy('SOC EU')).toBe('SOC EU (copy)');
    expect(nameOfCopy('n'.repeat(64))).toHaveLength(64);
  });

  test('a copy of one of the file begins with where its secrets stand, for it has none to fall back on', () => {
    const secrets = { api_key: { kind: 'file', setAt: null, reference: '${env:KEY}' } } as const;
    expect(firstValues(setup, someConnector({ origin: 'file', secrets })).settings).toMatchObject({
      api_key: '${env:KEY}',
    });
  });
});

describe('a plugin the console has never seen', () => {
  const form = chosenForm(weather, { sources: ['weather-readings'] })!;
  const field = (name: string) => form.fields.find((one) => one.name === name)!;

  test('its fields are read from its schema alone', () => {
    expect(form.fields.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'station: text',
      'email: text',
      'token: secret',
      'unit: choice',
      'push_key: secret',
      'altitude: number',
      'wind: flag',
      'since: start-of-history',
      'odd_pattern: text',
      'note: text',
      'floors: number',
      'tags: unsupported',
      'mode: choice',
    ]);
    expect(field('unit').options.map(({ words }) => words)).toEqual(['Celsius', 'Fahrenheit']);
    expect(field('mode').options[1]).toEqual({ value: 'pull_slowly', words: 'Pull slowly' });
    expect(field('altitude')).toMatchObject({ advanced: true, schema: { type: 'integer', minimum: -400 } });
  });

  test('its only source is chosen, its defaults are filled in', () => {
    const values = firstValues(weather);
    expect(values.sources).toEqual(['weather-readings']);
    expect(values.settings).toEqual({ unit: 'c', wind: true, since: 'now' });
  });

  test('a pattern that is none with the u flag is left to the server, the others are checked', () => {
    expect(field('odd_pattern')).toMatchObject({ patternIsUnusable: true, schema: { type: 'string' } });
    expect(form.fields.filter(({ patternIsUnusable }) => patternIsUnusable)).toHaveLength(1);
    const settings = { station: 'eddf', token: 'nope', note: 'too long', odd_pattern: 'anything', altitude: 1.5 };
    expect(problems({ ...firstValues(weather), name: 'W', settings }, weather)).toEqual({
      'settings.station': ['must look like EDDF or KJFK'],
      'settings.token': ['does not have the expected form'],
      'settings.note': ['must be at most 5 characters long'],
      'settings.altitude': ['must be a whole number'],
    });
  });

  test('a reference need not have the form the secret has', () => {
    const settings = { station: 'EDDF', token: '${env:TOKEN}' };
    expect(problems({ ...firstValues(weather), name: 'W', settings }, weather)).toEqual({});
  });

  test('its conditions are followed: what they bring in is asked for, and sent only while they hold', () => {
    const settings = { station: 'EDDF', token: 'sk-1', mode: 'push' };
    const values = { ...firstValues(weather), name: 'W', settings };
    expect(problems(values, weather)).toEqual({ 'settings.push_key': ['is required'] });
    const pushing = { ...values, settings: { ...settings, push_key: 'k' } };
    expect(toConnectorForm(weather, pushing).settings).toMatchObject({ push_key: 'k' });
    const pulling = { ...pushing, settings: { ...pushing.settings, mode: 'auto' } };
    expect(toConnectorForm(weather, pulling).settings).not.toHaveProperty('push_key');
  });

  test('a secret that a condition brings in is no less a secret', () => {
    const references = formSetup(someInfo({ manifests: [madeUpManifest], secrets: 'references' }));
    const settings = { station: 'EDDF', token: '${env:TOKEN}', mode: 'push', push_key: 'plain' };
    expect(Object.keys(problems({ ...firstValues(weather), name: 'W', settings }, references))).toEqual([
      'settings.push_key',
    ]);
  });

  test('other sources keep what is filled in and bring their own defaults', () => {
    const values = withSources(setup, { ...firstValues(setup), settings: { note: 'x', unit: 'f' } }, [
      'weather-readings',
    ]);
    expect(values.settings).toMatchObject({ note: 'x', unit: 'f', wind: true });
  });
});

describe('a secret that is there already', () => {
  const secrets = { api_key: { kind: 'sealed', setAt: null }, proxy: { kind: 'sealed', setAt: null } } as const;
  const editing = formSetup(someInfo(), someConnector({ secrets }));
  const sent = (settings: FormValues['settings']) => {
    const first = firstValues(editing, editing.existing);
    const values = { ...first, settings: { ...first.settings, ...settings } };
    return { problems: problems(values, editing), settings: toConnectorForm(editing, values).settings };
  };

  test('is taken away when that is asked for and the connector works without', () => {
    const { problems: found, settings } = sent({ proxy: null });
    expect(found).toEqual({});
    expect(settings).toMatchObject({ proxy: null });
    expect(connectorFormSchema.shape.settings.parse(settings)).toEqual(settings);
  });

  test('stays when it is blank, or when the connector needs it', () => {
    expect(sent({}).settings).not.toHaveProperty('proxy');
    expect(sent({ api_key: null }).settings).not.toHaveProperty('api_key');
  });
});
