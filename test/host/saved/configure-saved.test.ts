import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configureSaved, type SavedContext } from '../../../src/host/saved/configure-saved.ts';
import { openSealer, type Sealer } from '../../../src/host/saved/sealer.ts';
import type { SavedConnector } from '../../../src/host/state/operator-store.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { numbersPlugin } from '../config/numbers-plugin.ts';
import { referring, savedContext, sealed } from './saved-bench.ts';

let directory: string;
let secrets: readonly string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'saved-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function configure(saved: SavedConnector, change?: Partial<SavedContext>) {
  const bench = savedContext(directory, change);
  ({ secrets } = bench);
  return configureSaved(saved, bench.context);
}

async function configured(saved: SavedConnector, change?: Partial<SavedContext>) {
  const result = await configure(saved, change);
  if (!result.ok) throw new Error(inspect(result));
  return result.connector;
}

const openIn = async (name: string): Promise<Sealer> =>
  openSealer({ keyFile: join(directory, name), stateDirectory: join(directory, 'state'), saved: [] });

const destination = { endpoint: 'https://otlp.example', encoding: 'protobuf', compression: 'gzip' } as const;
const reference = (text: string) => ({ kind: 'reference', text, setMs: 1 }) as const;

describe('a saved connector', () => {
  test('becomes what one of the file becomes', async () => {
    const saved = referring('a', { name: 'A', settings: { host: 'one.example', speed: 3 } });
    const connector = await configured(saved);
    expect(connector).toMatchObject({
      id: 'a',
      name: 'A',
      origin: 'saved',
      plugin: numbersPlugin,
      config: { source: 'odd-numbers', tenant: 'one.example', speed: 3 },
      destination: undefined,
      healthCheckIntervalMs: 6 * 3_600_000,
    });
    expect(connector.config).toMatchObject({ token: new Secret('') });
    expect(secrets).toEqual(['token-of-env']);
  });

  test('may have its secrets in files, and say which', async () => {
    writeFileSync(join(directory, 'token'), 'token-of-file\n');
    writeFileSync(join(directory, 'ca.pem'), 'PEM');
    const settings = { host: 'one.example', ca_file: 'ca.pem' };
    const result = await configure(referring('a', { settings, secrets: { token: reference('${file:token}') } }));
    expect(result).toMatchObject({ ok: true, files: [join(directory, 'token'), join(directory, 'ca.pem')] });
    expect(result.ok && result.connector.config).toMatchObject({ ca_file: 'PEM' });
    expect(secrets).toEqual(['token-of-file']);
  });

  test('with sealed secrets gets them as they were, whatever they look like', async () => {
    const sealer = await openIn('key');
    const tokens = { token: 'a-${env:TOKEN}-b', authorization: 'Basic c2VhbGVk' };
    const connector = await configured(await sealed('a', sealer, tokens), { sealer });
    const config = connector.config as typeof connector.config & { token: Secret };
    expect(config.token.reveal()).toBe(tokens.token);
    expect(connector.destination?.config).toMatchObject({ kind: 'otlp', endpoint: 'https://otlp.example' });
    const headers = connector.destination?.config.kind === 'otlp' ? connector.destination.config.headers : {};
    expect(headers['authorization']?.reveal()).toBe(tokens.authorization);
    expect(secrets).toEqual(expect.arrayContaining([tokens.token, tokens.authorization, 'c2VhbGVk']));
  });

  test('has a destination as that of the file, with its defaults', async () => {
    const authorization = reference('Bearer ${env:BEARER}');
    const connector = await configured(referring('a', { destination: { ...destination, authorization } }));
    expect(connector.destination?.config).toEqual({
      kind: 'otlp',
      ...destination,
      headers: { authorization: new Secret('') },
      timeoutMs: 10_000,
      maxRequestRecords: 200,
    });
    const { config } = await configured(referring('a', { destination: { ...destination, authorization: null } })).then(
      (plain) => plain.destination!,
    );
    expect(config).toMatchObject({ headers: {} });
  });

  test('follows no reference outside its secrets: nothing of this machine can be shown by it', async () => {
    const connector = await configured(referring('a', { settings: { host: '${env:BEARER}' } }));
    expect(connector.config.tenant).toBe('${env:BEARER}');
    const result = await configure(referring('a', { settings: { host: 'h', ca_file: '${file:/etc/hostname}' } }));
    expect(result).toMatchObject({ ok: false, fields: [{ path: 'settings.ca_file' }] });
  });

  test('changes its inputs with every part of it, and with nothing else', async () => {
    const digest = async (change: Partial<SavedConnector>, env?: Record<string, string>) =>
      (await configured(referring('a', change), env && { env })).inputs.reveal();
    const first = await digest({});
    expect(await digest({ revision: 7, updatedMs: 9 })).toBe(first);
    const others = [
      await digest({ name: 'B' }),
      await digest({ settings: { host: 'two.example' } }),
      await digest({}, { TOKEN: 'another' }),
      await digest({ healthCheckInterval: '7h' }),
      await digest({ destination: { ...destination, authorization: null } }),
      await digest({ destination: { ...destination, authorization: reference('${env:BEARER}') } }),
      await digest({ destination: { ...destination, authorization: reference('${env:TOKEN}') } }),
    ];
    expect(new Set([first, ...others]).size).toBe(8);
  });

  test('says what is remarkable of it, though it works', async () => {
    const result = await configure(referring('a', { settings: { host: 'h', speed: 1 } }));
    const slow = { path: 'settings.speed', errors: [], warnings: ['is slow'], suggested: '2' };
    expect(result).toMatchObject({ ok: true, fields: [slow] });
  });

  test('is in nothing that is printed', async () => {
    const sealer = await openIn('key');
    const tokens = { token: 'token-that-is-sealed', authorization: 'Bearer bearer-that-is-sealed' };
    const connector = await configured(await sealed('a', sealer, tokens), { sealer });
    const printed = inspect(connector, { depth: 9, showHidden: true }) + JSON.stringify(connector);
    expect(printed).not.toMatch(/that-is-sealed/);
  });
});

describe('a saved connector that cannot be configured says what and where, as forms name it', () => {
  const own = (change: object) => ({ destination: { ...destination, authorization: null, ...change } });
  test.each<[what: string, change: Partial<SavedConnector>, path: string, message: RegExp]>([
    ['a wrong setting', { settings: { hots: 'x', host: 'h' } }, 'settings.hots', /is no setting/],
    ['a missing one', { settings: {} }, 'settings.host', /is required/],
    ['a secret that is missing', { secrets: {} }, 'settings.token', /./],
    ['a variable that is not set', { secrets: { token: reference('${env:NO}') } }, 'settings.token', /NO is not set/],
    [
      'a file that is not there',
      { secrets: { token: reference('${file:no}') } },
      'settings.token',
      /no does not exist/,
    ],
    ['a file of a setting', { settings: { host: 'h', ca_file: 'no' } }, 'settings.ca_file', /does not exist/],
    ['an address of its own', own({ endpoint: 'ftp://x' }), 'destination.endpoint', /must be an http/],
    [
      'a token in plain text',
      own({ endpoint: 'http://x', authorization: reference('${env:BEARER}') }),
      'destination.endpoint',
      /plain text.*https/,
    ],
    [
      'a header of several lines',
      own({ authorization: reference('${file:lines}') }),
      'destination.authorization',
      /one line/,
    ],
    ['an interval', { healthCheckInterval: '1m' }, 'healthCheckInterval', /between 10m and 7d/],
    ['an interval that is none', { healthCheckInterval: 'often' }, 'healthCheckInterval', /duration/],
    ['a source that is not known', { source: 'prime-numbers' }, 'sources', /odd-numbers, even-numbers/],
  ])('%s', async (_what, change, path, message) => {
    writeFileSync(join(directory, 'lines'), 'one\ntwo');
    const result = await configure(referring('a', change));
    if (result.ok) throw new Error('it can be configured');
    expect(result.fields.filter(({ errors }) => errors.length > 0).map((field) => field.path)).toEqual([path]);
    expect(result.fields[0]?.errors.join()).toMatch(message);
    expect(result.message).not.toBe('');
    expect(result.remedy).not.toBe('');
    expect(inspect(result)).not.toMatch(/bearer-of-env|token-of-env/);
  });

  test('a sealed secret without its key, and what helps', async () => {
    const tokens = { token: 'sealed-token', authorization: 'sealed-authorization' };
    const saved = await sealed('a', await openIn('key'), tokens);
    const without = await configure(saved);
    expect(without).toMatchObject({ ok: false, message: expect.stringContaining('state.key_file is not set') });
    const other = await configure(saved, { sealer: await openIn('other') });
    expect(other).toMatchObject({ ok: false, message: expect.stringContaining('another key') });
    for (const result of [without, other]) {
      expect(result).toMatchObject({
        remedy: expect.stringContaining('enter the secret again'),
        fields: [{ path: 'destination.authorization' }, { path: 'settings.token' }],
      });
    }
  });
});

describe('a saved connector that is only looked at', () => {
  const look = { purpose: 'look', env: {} } as const;

  test('needs neither key nor variable nor file', async () => {
    const tokens = { token: 'sealed-token', authorization: 'sealed-authorization' };
    const saved = await sealed('a', await openIn('key'), tokens);
    const connector = await configured({ ...saved, settings: { host: 'h', ca_file: 'no' } }, look);
    expect(connector.config.tenant).toBe('h');
    expect(connector.destination?.config).toMatchObject({ headers: {} });
    const proxy = reference('${env:PROXY}');
    const { config } = await configured(referring('b', { secrets: { ...referring('b').secrets, proxy } }), look);
    expect(config).not.toHaveProperty('proxy');
  });
});
