import { describe, expect, test } from 'vitest';
import { connectorDetailsSchema } from '../../../src/api/connector-form.ts';
import { startFakeTenant } from '../../../src/testing/index.ts';
import { canary } from '../../cli/workplace.ts';
import { consoleBench, problemOf, wordOf } from './console-bench.ts';

describe('a connector made in the console', () => {
  test('is at work when it is saved, and after a restart', async () => {
    const bench = await consoleBench();
    const [details, ...others] = await bench.console.create(bench.form(), 'ann');
    expect(others).toEqual([]);
    expect(connectorDetailsSchema.parse(details)).toMatchObject({
      id: 'soc',
      name: 'SOC',
      source: 'xdr-incidents',
      origin: 'saved',
      tenant: bench.tenant.url,
      settings: { server_url: bench.tenant.url, api_key_id: canary.id },
      secrets: { api_key: { kind: 'sealed' } },
      destination: null,
      lastTest: null,
    });
    await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
    await expect.poll(() => bench.endpoint.received().length).toBe(3);
    await bench.restart();
    await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
    expect(bench.endpoint.received().length).toBe(3);
  });

  test('of several sources is several, all or none', async () => {
    const bench = await consoleBench();
    const sources = ['xdr-incidents', 'xsoar-audit'];
    const wrong = await problemOf(bench.console.create(bench.form({ sources, settings: { overlap: 'x' } }), 'ann'));
    expect(wrong).toMatchObject({ status: 422, problem: { fields: [{ path: 'settings.overlap' }] } });
    expect(await bench.console.connectors()).toEqual([]);
    const made = await bench.console.create(bench.form({ sources }), 'ann');
    expect(made.map(({ id, source }) => [id, source])).toEqual([
      ['soc-cortex-xdr-incidents', 'xdr-incidents'],
      [expect.stringMatching(/^soc-/), 'xsoar-audit'],
    ]);
    expect(made.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^SOC \(.+\)$/),
      expect.stringMatching(/^SOC \(.+\)$/),
    ]);
  });

  test('is saved although its key is wrong: then a person has to act', async () => {
    const bench = await consoleBench();
    await bench.console.create(bench.form({ settings: { api_key: 'wrong-key-wrong-key' } }), 'ann');
    await expect.poll(() => wordOf(bench, 'soc')).toBe('Action required');
  });

  test('has a name no other has, of the file neither', async () => {
    const bench = await consoleBench({ connectors: [{ id: 'eu', name: 'Europe', api_key: '${env:CORTEX_KEY}' }] });
    const problem = await problemOf(bench.console.create(bench.form({ name: 'europe' }), 'ann'));
    expect(problem).toMatchObject({ status: 422, problem: { fields: [{ path: 'name' }] } });
  });

  test('does not go on where one of the file with such a name stopped, and leaves its state alone', async () => {
    const bench = await consoleBench({
      connectors: [{ id: 'soc', api_key: '${env:CORTEX_KEY}', backfill_start_time: 'now' }],
    });
    await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
    await bench.console.pause('soc', 'ann');
    const { checkpoint } = (await bench.store.load('soc')) ?? {};
    await bench.configure([]);
    await bench.restart();
    const before = bench.endpoint.received().length;
    const [details] = await bench.console.create(bench.form({ name: 'SOC' }), 'ann');
    expect(details?.id).toBe('soc-2');
    await expect.poll(() => bench.endpoint.received().length).toBe(before + 3);
    expect((await bench.store.load('soc'))?.checkpoint).toEqual(checkpoint);
    expect([...(await bench.store.pauses()).keys()]).toEqual(['soc']);
  });

  test('without a key file keeps references only', async () => {
    const bench = await consoleBench({ keyFile: false });
    expect(bench.console.info().secrets).toBe('references');
    const { status, problem } = await problemOf(bench.console.create(bench.form(), 'ann'));
    expect(status).toBe(422);
    expect(problem.fields).toEqual([
      { path: 'settings.api_key', errors: [expect.stringContaining('state.key_file')], warnings: [] },
    ]);
    const settings = { api_key: '${env:CORTEX_KEY}' };
    const [details] = await bench.console.create(bench.form({ settings }), 'ann');
    expect(details?.secrets).toMatchObject({ api_key: { kind: 'reference', reference: '${env:CORTEX_KEY}' } });
    await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
  });

  test('that cannot be configured says so, without what it refers to', async () => {
    const bench = await consoleBench();
    const settings = { api_key: '${env:NOT_SET}' };
    const problem = await problemOf(bench.console.create(bench.form({ settings }), 'ann'));
    expect(problem).toMatchObject({ status: 422, problem: { fields: [{ path: 'settings.api_key' }] } });
  });
});

describe('an edit', () => {
  test('keeps a secret that is left blank, and changes the rest', async () => {
    const bench = await consoleBench();
    const [made] = await bench.console.create(bench.form(), 'ann');
    const form = bench.form({ name: 'SOC EU', settings: { api_key: '', overlap: '10m' } });
    const changed = await bench.console.update('soc', form, made?.etag, 'bob');
    expect(changed).toMatchObject({ id: 'soc', name: 'SOC EU', settings: { overlap: '10m' } });
    expect(changed.secrets).toEqual(made?.secrets);
    expect(changed.etag).not.toBe(made?.etag);
    await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
    const [entry] = await bench.console.timeline('soc', {});
    expect(entry).toMatchObject({ kind: 'edit', actor: 'bob', text: 'Changed: name, settings.overlap.' });
  });

  test.for<[string, Record<string, string>]>([
    ['the address', { server_url: 'http://127.0.0.1:9' }],
    ['the address and its name', { server_url: '', fqdn: 'acme.xdr.eu.paloaltonetworks.com' }],
    ['the proxy', { proxy: 'http://127.0.0.1:3128' }],
    ['the authorities that are trusted', { ca_file: 'ca.pem' }],
  ])('of %s needs the key again: it is not sent where it was not given for', async ([, change]) => {
    const bench = await consoleBench();
    const [made] = await bench.console.create(bench.form(), 'ann');
    const form = bench.form({ settings: { api_key: '', ...change } });
    const problem = await problemOf(bench.console.update('soc', form, made?.etag, 'bob'));
    expect(problem.status).toBe(422);
    expect(problem.problem.fields?.map(({ path }) => path)).toContain('settings.api_key');
    const checked = await bench.console.check({ ...form, connector: 'soc' });
    expect(checked).toMatchObject({ ok: false, secretsNeeded: ['settings.api_key'] });
  });

  test('of the destination needs its authorization again', async () => {
    const bench = await consoleBench();
    const destination = { endpoint: bench.endpoint.url, encoding: 'json', compression: 'none' } as const;
    const authorization = 'Bearer token-of-the-endpoint';
    const first = bench.form({ destination: { ...destination, authorization } });
    const [made] = await bench.console.create(first, 'ann');
    expect(made?.destination).toEqual({ ...destination, authorization: true });
    const settings = { api_key: '' };
    const elsewhere = bench.form({ settings, destination: { ...destination, endpoint: 'http://127.0.0.1:9' } });
    const problem = await problemOf(bench.console.update('soc', elsewhere, made?.etag, 'bob'));
    expect(problem.problem.fields).toMatchObject([{ path: 'destination.authorization' }]);
    const kept = await bench.console.update('soc', bench.form({ settings, destination }), made?.etag, 'bob');
    expect(kept.destination?.authorization).toBe(true);
    await expect
      .poll(() => bench.endpoint.requests.at(-1)?.headers['authorization'])
      .toBe('Bearer token-of-the-endpoint');
    const without = bench.form({ settings, destination: { ...destination, authorization: '' } });
    expect((await bench.console.update('soc', without, kept.etag, 'bob')).destination?.authorization).toBe(false);
  });

  test('says what it changes, and learns of another one', async () => {
    const bench = await consoleBench();
    const [made] = await bench.console.create(bench.form(), 'ann');
    const mine = bench.form({ settings: { api_key: 'another-key-that-i-typed', overlap: '1m' } });
    expect(await problemOf(bench.console.update('soc', mine, undefined, 'bob'))).toMatchObject({ status: 428 });
    const theirs = bench.form({ settings: { api_key: '', overlap: '2m' } });
    await bench.console.update('soc', theirs, made?.etag, 'eve');
    expect(await problemOf(bench.console.update('soc', theirs, made?.etag, 'bob'))).toMatchObject({ status: 412 });
    expect(await problemOf(bench.console.update('soc', mine, made?.etag, 'bob'))).toMatchObject({
      status: 409,
      problem: { difference: [{ path: 'settings.overlap', theirs: '2m', yours: '1m' }] },
    });
  });

  test('does not change the source, whose checkpoint it holds', async () => {
    const bench = await consoleBench();
    const [made] = await bench.console.create(bench.form(), 'ann');
    const form = bench.form({ sources: ['xsoar-audit'], settings: { api_key: '' } });
    const problem = await problemOf(bench.console.update('soc', form, made?.etag, 'bob'));
    expect(problem).toMatchObject({ status: 422, problem: { fields: [{ path: 'sources' }] } });
  });
});

describe('deleting and copying', () => {
  test('is for one that rests, and takes its id typed', async () => {
    const bench = await consoleBench();
    await bench.console.create(bench.form(), 'ann');
    expect(await problemOf(bench.console.remove('soc', 'soc', 'ann'))).toMatchObject({ status: 409 });
    await bench.console.pause('soc', 'ann');
    expect(await problemOf(bench.console.remove('soc', 'SOC', 'ann'))).toMatchObject({ status: 422 });
    await bench.console.remove('soc', 'soc', 'ann');
    expect(await problemOf(bench.console.connector('soc'))).toMatchObject({ status: 404 });
    expect(bench.host.status().connectors).toEqual([]);
    expect(await bench.store.load('soc')).toBeUndefined();
    const [again] = await bench.console.create(bench.form(), 'ann');
    expect(again?.id).toBe('soc');
    await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
  });

  test('a copy has the same settings and secrets, another name, and rests', async () => {
    const bench = await consoleBench();
    await bench.console.create(bench.form(), 'ann');
    const copy = await bench.console.clone('soc', 'SOC two', 'bob');
    expect(copy).toMatchObject({ id: 'soc-two', name: 'SOC two', secrets: { api_key: { kind: 'sealed' } } });
    expect(wordOf(bench, 'soc-two')).toBe('Paused');
    await bench.restart();
    expect(wordOf(bench, 'soc-two')).toBe('Paused');
    expect(await problemOf(bench.console.clone('soc', 'soc TWO', 'bob'))).toMatchObject({ status: 422 });
    await bench.console.resume('soc-two', 'bob');
    await expect.poll(() => wordOf(bench, 'soc-two')).toBe('Active');
  });
});

describe('a connector of the configuration file', () => {
  test('is shown as it stands there, and is read only', async () => {
    const bench = await consoleBench({ connectors: [{ id: 'eu', api_key: '${env:CORTEX_KEY}', overlap: '7m' }] });
    const details = connectorDetailsSchema.parse(await bench.console.connector('eu'));
    expect(details).toMatchObject({
      origin: 'file',
      settings: { overlap: '7m' },
      secrets: { api_key: { kind: 'file', reference: '${env:CORTEX_KEY}', setAt: null } },
    });
    const form = bench.form({ name: 'eu' });
    for (const step of [
      bench.console.update('eu', form, details.etag, 'ann'),
      bench.console.remove('eu', 'eu', 'ann'),
      bench.console.clone('eu', 'two', 'ann'),
    ]) {
      expect(await problemOf(step)).toMatchObject({ status: 403 });
    }
  });
});

test('the address is what the plugin makes of it, though the form is not complete', async () => {
  const bench = await consoleBench();
  const settings = { server_url: '', fqdn: 'https://acme.xdr.eu.paloaltonetworks.com/', api_key: '' };
  const checked = await bench.console.check(bench.form({ settings: { ...settings, api_key_id: '' } }));
  expect(checked.tenant).toBe('https://api-acme.xdr.eu.paloaltonetworks.com');
  expect(checked.fields.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['settings.api_key', 'settings.api_key_id']),
  );
});

test('the beginnings of a key, as it is typed, are not masked in everything that is printed', async () => {
  const bench = await consoleBench({ connectors: [{ id: 'europe', api_key: '${env:CORTEX_KEY}' }] });
  await bench.console.check(bench.form({ settings: { api_key: 'europe' } }));
  await bench.console.pause('europe', 'ann');
  expect(bench.log()).toContain('"connector":"europe"');
});

test('a form that cannot be saved without a key file is told before it is', async () => {
  const bench = await consoleBench({ keyFile: false });
  const { ok, fields } = await bench.console.check(bench.form());
  expect(ok).toBe(true);
  const told = { path: 'settings.api_key', errors: [], warnings: [expect.stringContaining('state.key_file')] };
  expect(fields).toContainEqual(told);
});

test('a proxy stays when the address changes: it was not given for that', async () => {
  const bench = await consoleBench();
  const settings = { proxy: 'http://user:password@127.0.0.1:9' };
  const [made] = await bench.console.create(bench.form({ settings }), 'ann');
  const elsewhere = bench.form({ settings: { server_url: 'http://127.0.0.1:9', proxy: '' } });
  const changed = await bench.console.update('soc', elsewhere, made?.etag, 'ann');
  expect(changed.secrets['proxy']).toEqual(made?.secrets['proxy']);
});

test('an optional secret can be taken away, and then the others have to be given again', async () => {
  const bench = await consoleBench();
  const settings = { proxy: 'http://user:password@127.0.0.1:9' };
  const [made] = await bench.console.create(bench.form({ settings }), 'ann');
  const without = { api_key: '', proxy: null };
  const problem = await problemOf(bench.console.update('soc', bench.form({ settings: without }), made?.etag, 'ann'));
  expect(problem).toMatchObject({ status: 422, problem: { fields: [{ path: 'settings.api_key' }] } });
  const changed = await bench.console.update('soc', bench.form({ settings: { proxy: null } }), made?.etag, 'ann');
  expect(Object.keys(changed.secrets)).toEqual(['api_key']);
});

test('a stored key is never sent to another address, not by a test either', async () => {
  const bench = await consoleBench();
  await bench.console.create(bench.form(), 'ann');
  const elsewhere = await startFakeTenant({ keys: [canary] });
  const form = bench.form({ settings: { api_key: '', server_url: elsewhere.url } });
  const test = bench.console.test({ ...form, connector: 'soc' }, 'bob', new AbortController().signal);
  expect(await problemOf(test[Symbol.asyncIterator]().next())).toMatchObject({ status: 422 });
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});
