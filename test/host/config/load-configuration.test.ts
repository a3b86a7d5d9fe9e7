import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../../src/host/config/load-configuration.ts';
import { configDirectory, numbers } from './config-directory.ts';
import { numbersPlugin } from './numbers-plugin.ts';

const env = { TOKEN: 'token-of-env', BEARER: 'bearer-of-env' };
const place = configDirectory(env);
const { loaded, problems } = place;

describe('a small configuration', () => {
  test('gets the defaults, relative to its file', async () => {
    const configuration = await loaded(numbers);
    expect(configuration).toMatchObject({
      path: join(place.path(), 'collector.yaml'),
      connectors: [{ id: 'numbers', name: 'numbers', plugin: numbersPlugin }],
      destination: { config: { kind: 'file', path: join(place.path(), 'records.jsonl') } },
      state: { directory: join(place.path(), 'state') },
      web: undefined,
      metrics: { otlp: undefined },
      log: { level: 'info' },
      warnings: [],
    });
    expect(configuration.connectors[0]?.config).toMatchObject({ source: 'odd-numbers', tenant: 'one.example' });
  });

  test('of an OTLP endpoint gets its defaults', async () => {
    const { destination } = await loaded(`${numbers}destination: {otlp: {endpoint: "http://127.0.0.1:4318"}}`);
    expect(destination.config).toEqual({
      kind: 'otlp',
      endpoint: 'http://127.0.0.1:4318',
      encoding: 'json',
      compression: 'none',
      headers: {},
      timeoutMs: 10_000,
      maxRequestRecords: 200,
    });
  });

  test('may say everything', async () => {
    writeFileSync(join(place.path(), 'ca.pem'), 'PEM ca');
    writeFileSync(join(place.path(), 'cert.pem'), 'PEM cert');
    writeFileSync(join(place.path(), 'key.pem'), 'PEM key');
    const configuration = await loaded(`${numbers}
destination:
  otlp:
    endpoint: https://otlp.example/base
    encoding: protobuf
    compression: gzip
    headers: { authorization: "Bearer \${env:BEARER}" }
    timeout: 3s
    max_request_records: 17
    ca_file: ca.pem
    client_cert_file: ./cert.pem
    client_key_file: key.pem
state: { directory: ../elsewhere }
web: { listen: "[::1]:0" }
metrics: { otlp: { endpoint: "https://metrics.example", interval: 5s } }
log: { level: debug }
`);
    const { config } = configuration.destination;
    expect(config).toMatchObject({ encoding: 'protobuf', compression: 'gzip', timeoutMs: 3000, maxRequestRecords: 17 });
    expect(config).toMatchObject({ ca: 'PEM ca', clientCert: 'PEM cert' });
    if (config.kind !== 'otlp') throw new Error('not OTLP');
    expect(config.headers['authorization']?.reveal()).toBe('Bearer bearer-of-env');
    expect(config.clientKey?.reveal()).toBe('PEM key');
    expect(configuration).toMatchObject({
      state: { directory: join(place.path(), '../elsewhere') },
      web: { listen: { host: '::1', port: 0 } },
      metrics: { otlp: { endpoint: 'https://metrics.example', intervalMs: 5000 } },
      log: { level: 'debug' },
      watchedFiles: ['ca.pem', 'cert.pem', 'key.pem'].map((name) => join(place.path(), name)),
    });
  });
});

describe('a mistake is named with its place, what is allowed and the nearest right name', () => {
  test.each([
    ['connectors: [}', { path: '', line: 1 }],
    ['connectors: []', { path: 'connectors', line: 1, message: expect.stringContaining('at least one connector') }],
    ['log: {level: info}', { path: 'connectors', message: expect.stringContaining('at least one connector') }],
    ['', { path: '', message: 'must be a map of settings' }],
    ['- 1', { path: '', message: 'must be a map of settings' }],
    [`${numbers}destinatoin: {}`, { path: 'destinatoin', line: 6, column: 1, suggested: 'destination' }],
    [`${numbers}log: {levle: info}`, { path: 'log.levle', line: 6, column: 7, suggested: 'level', allowed: 'level' }],
    [`${numbers}log: {level: inof}`, { path: 'log.level', allowed: 'debug, info, warn, error', suggested: 'info' }],
    [`${numbers}    hots: x`, { path: 'connectors[0].hots', line: 6, column: 5, suggested: 'host' }],
    [`${numbers}    host: two.example`, { path: 'connectors[0].host', line: 6, message: 'is set twice' }],
    [`${numbers}    speed: !custom 1`, { path: 'connectors[0].speed', line: 6 }],
    [`${numbers}    speed: *nowhere`, { path: 'connectors[0].speed', line: 6 }],
    [
      `${numbers}    speed: &loop [*loop]`,
      { path: 'connectors[0].speed[0]', message: expect.stringContaining('part of') },
    ],
    [`${numbers}    __proto__: { speed: 1 }`, { path: 'connectors[0].__proto__', line: 6, message: 'is no setting' }],
    [`${numbers}    <<: { speed: 1 }`, { path: 'connectors[0].<<', line: 6, message: 'is no setting' }],
    [
      `${numbers}web: { access: [{ name: anna, token: ${'$'}{env:TOKEN} }] }`,
      { line: 6, message: expect.stringContaining('put text that holds ${ in quotes') },
    ],
    [`${numbers}---\na: 1`, { message: 'begins a second document (---): only one is allowed' }],
    [numbers.replace('one.example', ''), { path: 'connectors[0].host', line: 4, message: 'is required' }],
    [numbers.replace('odd-numbers', 'od_numbers'), { path: 'connectors[0].source', suggested: 'odd-numbers' }],
    [numbers.replace('id: numbers', 'id: Numbers'), { path: 'connectors[0].id', line: 2 }],
    [numbers.replace('id: numbers', 'name: n'), { path: 'connectors[0].id', message: 'is required' }],
    [
      numbers.replace('source: odd-numbers', 'sources: []'),
      { path: 'connectors[0].sources', message: 'must name at least one source' },
    ],
    [
      numbers.replace('source: odd-numbers', 'sources: odd-numbers'),
      { path: 'connectors[0].sources', message: 'must be a list of sources' },
    ],
    [numbers.replace('source:', 'sources: [even-numbers]\n    source:'), { path: 'connectors[0]', line: 2 }],
    [numbers.replace('env:TOKEN', 'env:NO'), { path: 'connectors[0].token', line: 5 }],
    [numbers.replace('env:TOKEN', 'file:none'), { message: expect.stringContaining('/none does not exist') }],
    [numbers.replace('env:TOKEN', 'vault:x'), { path: 'connectors[0].token', allowed: expect.any(String) }],
    [numbers.replace('env:TOKEN}', 'env:TOKEN'), { message: 'has a reference without its end (})' }],
    [`${numbers}    ca_file: none.pem`, { path: 'connectors[0].ca_file', line: 6 }],
    [`${numbers}state: {directory: ''}`, { path: 'state.directory', message: 'must be a path' }],
    [`${numbers}web: {listen: 127.0.0.1}`, { path: 'web.listen', message: expect.stringContaining('host:port') }],
    [`${numbers}destination: {}`, { path: 'destination', message: 'must be either otlp or file' }],
    [`${numbers}destination: {otlp: {}}`, { path: 'destination.otlp.endpoint', message: 'is required' }],
    [
      `${numbers}    destination: {otlp: {}}`,
      { path: 'connectors[0].destination', line: 6, message: expect.stringContaining('stands beside connectors') },
    ],
    [`${numbers}destination: {otlp: {endpoint: "ftp://x"}}`, { path: 'destination.otlp.endpoint', line: 6 }],
    [`${numbers}destination: {otlp: {endpoint: "https://u:p@x"}}`, { path: 'destination.otlp.endpoint' }],
    [
      `${numbers}destination: {otlp: {endpoint: "https://x", headers: {"a b": c}}}`,
      { path: 'destination.otlp.headers.a b' },
    ],
    [
      `${numbers}destination: {otlp: {endpoint: "https://x", headers: {Host: c}}}`,
      { path: 'destination.otlp.headers.Host', message: 'is set by the exporter itself' },
    ],
    [
      `${numbers}destination: {otlp: {endpoint: "https://x", client_key_file: collector.yaml}}`,
      { path: 'destination.otlp', message: expect.stringContaining('together') },
    ],
    [
      `${numbers}destination: {otlp: {endpoint: "https://x", max_request_records: 501}}`,
      { path: 'destination.otlp.max_request_records', message: 'must be at most 500' },
    ],
  ])('%j', async (text, expected) => {
    const found = await problems(text);
    expect(found).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
    // One mistake, one message.
    expect(found).toHaveLength(1);
  });

  test('all mistakes are told at once, in the order of the file', async () => {
    const found = await problems(`${numbers}    hots: x\n    speed: {}\nlogs: {}\nlog: {level: no}`);
    expect(found.map(({ line }) => line)).toEqual([6, 7, 8, 9]);
  });

  test.for<[what: string, text: string, lines: readonly number[]]>([
    ['a wrong id', `${numbers.replace('id: numbers', 'id: NUM')}    hots: x\n    speed: {}`, [2, 6, 7]],
    ['a wrong name', `${numbers}    name: []\n    speed: {}`, [6, 7]],
    ['a wrong source', `${numbers.replace('odd-', 'od-')}    hots: x`, [3, 6]],
    ['a setting that is missing', `${numbers}destination: { otlp: { endpont: x } }`, [6, 6]],
  ])('%s hides no other mistake', async ([, text, lines]) => {
    expect((await problems(text)).map(({ line }) => line)).toEqual(lines);
  });

  test('a file that cannot be read says so', async () => {
    const options = { plugins: [numbersPlugin], env, onSecret: () => undefined };
    const missing = await loadConfiguration(join(place.path(), 'none.yaml'), options);
    expect(missing).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('does not exist') }] });
    expect(await loadConfiguration(place.path(), options)).toMatchObject({ ok: false });
    writeFileSync(join(place.path(), 'bytes'), Buffer.from([0xff, 0xfe]));
    const binary = await loadConfiguration(join(place.path(), 'bytes'), options);
    expect(binary).toMatchObject({ problems: [{ message: expect.stringContaining('is not UTF-8 text') }] });
    writeFileSync(join(place.path(), 'large'), ' '.repeat(1024 * 1024 + 1));
    expect(await loadConfiguration(join(place.path(), 'large'), options)).toMatchObject({ ok: false });
  });

  test('floods of aliases and of brackets are refused quickly', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `a${n}: &a${n} [${Array(9)
          .fill(n ? `*a${n - 1}` : 'x')
          .join()}]`,
    );
    expect(await problems(levels.join('\n'))).toMatchObject([{ message: expect.stringContaining('more than 10') }]);
    expect(await problems('['.repeat(200_000))).not.toEqual([]);
  });
});

test('a map of lists is shown as one line, as a form takes it', async () => {
  const { connectors } = await loaded(`${numbers}    rules: { drop: [a, b], mask: "c, d" }`);
  expect(connectors[0]?.written).toMatchObject({ host: 'one.example', rules: 'drop: a, b; mask: c, d' });
});

describe('secrets', () => {
  test('come from the environment and from files, without their last line end, and are made known', async () => {
    writeFileSync(join(place.path(), 'token'), 'token-of-file\r\n');
    const configuration = await loaded(`${numbers}  - {id: b, source: even-numbers, host: h, token: "\${file:token}"}`);
    expect(place.secrets()).toEqual(['token-of-env', 'token-of-file']);
    expect(configuration.connectors[1]?.config).toMatchObject({ token: expect.anything() });
    expect(configuration.watchedFiles).toEqual([join(place.path(), 'token')]);
    expect(configuration.warnings).toEqual([]);
  });

  test('a plain ${ is written $${', async () => {
    const { connectors } = await loaded(numbers.replace('one.example', () => '"a$${env:TOKEN}-${env:BEARER}"'));
    expect(connectors[0]?.config.tenant).toBe('a${env:TOKEN}-bearer-of-env');
  });

  test('in the file itself bring a warning, and then nobody else may read the file', async () => {
    const text = numbers.replace('${env:TOKEN}', 'token-as-it-is');
    expect((await loaded(text)).warnings).toMatchObject([{ path: 'connectors[0].token', line: 5 }]);
    expect(place.secrets()).toEqual(['token-as-it-is']);
    chmodSync(join(place.path(), 'collector.yaml'), 0o640);
    expect(await problems(text)).toMatchObject([{ path: '', message: expect.stringContaining('chmod 600') }]);
    expect(await problems(numbers)).toEqual([]);
  });

  test('a proxy without a password is none', async () => {
    expect((await loaded(`${numbers}    proxy: http://proxy.example:3128`)).warnings).toEqual([]);
    await loaded(`${numbers}    proxy: http://me:p%40ssword@proxy.example:3128`);
    expect(place.secrets()).toEqual(expect.arrayContaining(['p%40ssword', 'p@ssword', 'me:p%40ssword']));
  });

  test('in headers do not travel in plain text, except to this machine', async () => {
    const headers = 'headers: {authorization: "Bearer ${env:BEARER}"}';
    const remote = `${numbers}destination: {otlp: {endpoint: "http://otlp.example", ${headers}}}`;
    expect(await problems(remote)).toMatchObject([{ path: 'destination.otlp.endpoint', allowed: 'https' }]);
    expect((await loaded(remote.replace('otlp.example', 'localhost:1'))).warnings).toEqual([]);
    expect(place.secrets()).toEqual(expect.arrayContaining(['Bearer bearer-of-env', 'bearer-of-env']));
    expect((await loaded(remote.replace(headers, 'headers: {x-tenant: a}'))).warnings).toHaveLength(1);
    const hidden = 'headers: {x-tenant: "${env:BEARER}"}';
    expect(await problems(remote.replace(headers, hidden))).toHaveLength(1);
  });

  test('are in nothing that is printed', async () => {
    const text = `${numbers}    speed: 1\ndestination: {otlp: {endpoint: "https://x", headers: {a-key: "\${env:BEARER}"}}}
metrics: {otlp: {endpoint: "https://x", headers: {a-key: "\${env:BEARER}"}}}`;
    const configuration = await loaded(text);
    const printed = inspect(configuration, { depth: 9, showHidden: true }) + JSON.stringify(configuration);
    expect(printed).toContain('is slow');
    expect(printed).not.toMatch(/token-of-env|bearer-of-env/);
    expect(printed).not.toContain(configuration.connectors[0]?.inputs.reveal());
  });

  test.each(['!secret-value', '*secret-value', '&secret-value', '%secret-value', '"secret-value" x', '{secret-value'])(
    'an unquoted %s is not repeated by a problem',
    async (value) => {
      const found = await problems(numbers.replace('${env:TOKEN}', value));
      expect(found).not.toEqual([]);
      expect(JSON.stringify(found)).not.toContain('secret-value');
    },
  );
});

describe('connectors', () => {
  test('several sources of one entry make one connector each', async () => {
    const { connectors } = await loaded(numbers.replace('source: odd-numbers', 'sources: [odd-numbers, even-numbers]'));
    expect(connectors.map(({ id, name, config }) => [id, name, config.source])).toEqual([
      ['numbers-odd-numbers', 'numbers (Odd numbers)', 'odd-numbers'],
      ['numbers-even-numbers', 'numbers (Even numbers)', 'even-numbers'],
    ]);
  });

  test('of several sources of one entry each gets the settings it knows; one that none knows is an error', async () => {
    const several = numbers.replace('source: odd-numbers', 'sources: [odd-numbers, even-numbers]');
    const { connectors } = await loaded(`${several.trimEnd()}\n    divisor: two\n`);
    expect(connectors.map(({ config }) => (config as unknown as { divisor?: string }).divisor)).toEqual([
      undefined,
      'two',
    ]);
    expect(await problems(`${numbers.trimEnd()}\n    divisor: two\n`)).toMatchObject([
      { path: 'connectors[0].divisor' },
    ]);
    expect(await problems(`${several.trimEnd()}\n    divider: two\n`)).toMatchObject([
      { path: 'connectors[0].divider' },
    ]);
  });

  test('a name that one of several sources knows a nearest one for is told with it', async () => {
    const several = numbers.replace('source: odd-numbers', 'sources: [even-numbers, odd-numbers]');
    expect(await problems(`${several.trimEnd()}\n    divsor: two\n`)).toMatchObject([
      { path: 'connectors[0].divsor', suggested: 'divisor' },
    ]);
  });

  test('ids and names are used once', async () => {
    const second = numbers.replace('connectors:\n', '');
    expect(await problems(numbers + second)).toMatchObject([
      { path: 'connectors[1].id', line: 6 },
      { path: 'connectors[1].name' },
    ]);
    const renamed = second.replace('id: numbers', 'id: two\n    name: NUMBERS');
    expect(await problems(numbers + renamed)).toMatchObject([{ path: 'connectors[1].name', line: 7 }]);
  });

  test('a file reaches the plugin as its text', async () => {
    writeFileSync(join(place.path(), 'ca.pem'), 'PEM text');
    const configuration = await loaded(`${numbers}    ca_file: ca.pem`);
    expect(configuration.connectors[0]?.config).toMatchObject({ ca_file: 'PEM text' });
    expect(configuration.watchedFiles).toEqual([join(place.path(), 'ca.pem')]);
    writeFileSync(join(place.path(), 'ca.pem'), 'no');
    expect(await problems(`${numbers}    ca_file: ca.pem`)).toMatchObject([{ message: 'must be PEM' }]);
  });

  test('a warning of the plugin keeps its place', async () => {
    const { warnings } = await loaded(`${numbers}    speed: 1`);
    expect(warnings).toEqual([{ path: 'connectors[0].speed', line: 6, column: 5, message: 'is slow', suggested: '2' }]);
  });
});

test('the port of OTLP over gRPC is warned of', async () => {
  const { warnings } = await loaded(`${numbers}destination: {otlp: {endpoint: "http://127.0.0.1:4317"}}`);
  expect(warnings).toMatchObject([{ path: 'destination.otlp.endpoint', message: expect.stringContaining('4318') }]);
});

test('an anchor may be used again', async () => {
  const { connectors } = await loaded(`${numbers.replace('one.example', '&host one.example')}  - id: b
    source: even-numbers
    host: *host
    token: \${env:TOKEN}`);
  expect(connectors[1]?.config.tenant).toBe('one.example');
});

describe('the process', () => {
  test('does not start with verification switched off', async () => {
    const found = await problems(numbers, { env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    expect(found).toMatchObject([{ message: expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED=0') }]);
  });

  test('as root is warned', async () => {
    const { warnings } = await loaded(numbers, { isRoot: true });
    expect(warnings).toMatchObject([{ message: expect.stringContaining('root') }]);
  });
});

describe('a configuration that is only looked at', () => {
  const look = { purpose: 'look', env: {} } as const;

  test('does without secrets and files that cannot be had', async () => {
    const text = `${numbers}    proxy: http://me:\${env:NO}@proxy.example:3128
    ca_file: no.pem
destination: {otlp: {endpoint: "https://x", headers: {a-key: "\${file:none}"}, ca_file: no.pem}}
`;
    const { connectors, destination, warnings } = await loaded(text, look);
    expect(connectors[0]?.config).toMatchObject({ tenant: 'one.example' });
    expect(connectors[0]?.config).not.toHaveProperty('proxy');
    expect(destination.config).toMatchObject({ headers: {} });
    expect(warnings).toEqual([]);
  });

  test('has something in place of a secret that takes any text, for another setting may ask for it', async () => {
    const { connectors } = await loaded(`${numbers}    salt: \${env:NO}\n`, look);
    expect(connectors[0]?.config).toHaveProperty('salt', expect.stringMatching(/not-known/));
  });

  test('still needs everything else', async () => {
    const found = await problems(
      numbers.replace('one.example', () => '${env:NO}'),
      look,
    );
    expect(found).toMatchObject([{ path: 'connectors[0].host', line: 4 }]);
    expect(await problems(numbers.replace('env:TOKEN', 'vault:x'), look)).toHaveLength(1);
    expect(await problems(numbers.replace(/ +token.*\n/, ''), look)).toMatchObject([{ path: 'connectors[0].token' }]);
  });
});
