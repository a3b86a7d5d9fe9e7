import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { certificate } from '../certificate.ts';
import { configDirectory, numbers } from './config-directory.ts';

const env = {
  TOKEN: 'token-of-env',
  ANNA: 'anna-0123456789abcdef',
  BEN: 'ben-0123456789abcdef',
  HOOK: 'https://hooks.example/services/T000/B000/hook-of-env',
  MAIL: 'password-of-env',
  SMTP: 'password-of-smtp',
};
const place = configDirectory(env);
const { load, loaded } = place;

beforeEach(() => {
  const { cert, key } = certificate({ name: 'console', hosts: ['console.example'] });
  writeFileSync(join(place.path(), 'cert.pem'), cert);
  writeFileSync(join(place.path(), 'key.pem'), key);
  writeFileSync(join(place.path(), 'other.pem'), certificate({ name: 'other', hosts: ['other.example'] }).key);
});

const access = `access: [{name: anna, token: "\${env:ANNA}"}, {name: ben, role: viewer, token: "\${env:BEN}"}]`;
const tls = 'tls: {cert_file: cert.pem, key_file: key.pem}';

describe('the console', () => {
  test('on this machine needs no more than an address', async () => {
    const { web, warnings } = await loaded(`${numbers}web: {listen: "127.0.0.1:8687"}`);
    expect(web).toEqual({ listen: { host: '127.0.0.1', port: 8687 }, hosts: [], tls: undefined, access: [] });
    expect(warnings).toEqual([]);
  });

  test('may say everything', async () => {
    const { web, watchedFiles, warnings } = await loaded(
      `${numbers}web: {listen: "0.0.0.0:8687", hosts: [Console.Example, "10.0.0.7", "fd00::7"], ${tls}, ${access}}`,
    );
    expect(web).toMatchObject({ listen: { host: '0.0.0.0' }, hosts: ['console.example', '10.0.0.7', 'fd00::7'] });
    expect(web?.access).toMatchObject([
      { name: 'anna', role: 'admin' },
      { name: 'ben', role: 'viewer' },
    ]);
    expect(web?.access.map(({ token }) => token.reveal())).toEqual([env.ANNA, env.BEN]);
    expect(web?.tls?.cert).toContain('BEGIN CERTIFICATE');
    expect(web?.tls?.key.reveal()).toContain('PRIVATE KEY');
    expect(watchedFiles).toEqual(['cert.pem', 'key.pem'].map((name) => join(place.path(), name)));
    expect(place.secrets()).toEqual(expect.arrayContaining([env.ANNA, env.BEN]));
    expect(warnings).toEqual([]);
  });

  test('for other machines needs a name they reach it by: without one that is said', async () => {
    const { warnings } = await loaded(`${numbers}web: {listen: "0.0.0.0:8687", ${tls}, ${access}}`);
    expect(warnings).toMatchObject([{ path: 'web', message: expect.stringContaining('has no hosts') }]);
  });

  test('may be all there is', async () => {
    for (const text of ['web: {listen: "[::1]:0"}', 'connectors: []\nweb: {listen: "[::1]:0"}']) {
      expect((await loaded(text)).connectors).toEqual([]);
    }
  });

  test.each([
    ['neither', '', 'web.tls and web.access'],
    ['no credentials', `, ${tls}`, 'needs web.access'],
    ['no TLS', `, ${access}`, 'needs web.tls'],
  ])('for other machines, with %s, is refused', async (_what, more, message) => {
    for (const listen of ['0.0.0.0:1', '[::]:1', '192.0.2.1:1', 'console.example:1']) {
      expect(await load(`${numbers}web: {listen: "${listen}"${more}}`)).toMatchObject({
        ok: false,
        problems: [
          { path: 'web.listen', line: 6, message: expect.stringContaining(message), suggested: '127.0.0.1:1' },
        ],
      });
    }
  });

  const web = (more: string) => `${numbers}web: {listen: "127.0.0.1:1", ${more}}`;
  test.each([
    ['a short token', 'access: [{name: a, token: 0123456789abcde}]', 'web.access[0].token', '16 characters'],
    ['a token with a blank', 'access: [{name: a, token: 0123456789 abcdef}]', 'web.access[0].token', 'without spaces'],
    ['a token that is missing', 'access: [{name: a, token: "${env:NO}"}]', 'web.access[0].token', 'NO is not set'],
    ['no token', 'access: [{name: a}]', 'web.access[0].token', 'is required'],
    ['no name', 'access: [{token: "${env:ANNA}"}]', 'web.access[0].name', 'is required'],
    ['an unknown role', 'access: [{name: a, role: root, token: "${env:ANNA}"}]', 'web.access[0].role', 'not known'],
    [
      'a name twice',
      'access: [{name: a, token: "${env:ANNA}"}, {name: A, token: "${env:BEN}"}]',
      'web.access[1].name',
      'every other name',
    ],
    [
      'a token twice',
      'access: [{name: a, token: "${env:ANNA}"}, {name: b, token: "${env:ANNA}"}]',
      'web.access[1].token',
      'every other token',
    ],
    ['a host with a port', 'hosts: ["console.example:8687"]', 'web.hosts[0]', 'host name'],
    ['a host that is a URL', 'hosts: ["https://console.example"]', 'web.hosts[0]', 'host name'],
    ['a certificate alone', 'tls: {cert_file: cert.pem}', 'web.tls.key_file', 'is required'],
    ['a key for a certificate', 'tls: {cert_file: key.pem, key_file: key.pem}', 'web.tls.cert_file', 'no certificate'],
    ['a certificate for a key', 'tls: {cert_file: cert.pem, key_file: cert.pem}', 'web.tls.key_file', 'no private key'],
    ['another key', 'tls: {cert_file: cert.pem, key_file: other.pem}', 'web.tls.key_file', 'not the key'],
    ['a file that is missing', 'tls: {cert_file: no.pem, key_file: key.pem}', 'web.tls.cert_file', 'does not exist'],
  ])('with %s is refused', async (_what, more, path, message) => {
    const result = await load(web(more));
    expect(result).toMatchObject({
      ok: false,
      problems: [{ path, line: 6, message: expect.stringContaining(message) }],
    });
    expect(inspect(result)).not.toMatch(/0123456789/);
  });

  test('whose token stands in the file itself brings a warning', async () => {
    const { warnings } = await loaded(web('access: [{name: a, token: 0123456789abcdef}]'));
    expect(warnings).toMatchObject([{ path: 'web.access[0].token', line: 6 }]);
  });
});

describe('the key file', () => {
  test('is found relative to the file, and need not exist', async () => {
    const { state } = await loaded(`${numbers}state: {key_file: cortex.key}`);
    expect(state).toEqual({ directory: join(place.path(), 'state'), keyFile: join(place.path(), 'cortex.key') });
    expect((await loaded(numbers)).state.keyFile).toBeUndefined();
    expect((await loaded(`${numbers}state: {key_file: ./state-key}`)).state.keyFile).toBe(
      join(place.path(), 'state-key'),
    );
  });

  test.each(['state/cortex.key', './state/../state/a/b', 'state'])('%s is refused', async (path) => {
    const problem = {
      path: 'state.key_file',
      line: 6,
      message: expect.stringContaining('outside the state directory'),
    };
    expect(await load(`${numbers}state: {key_file: ${path}}`)).toMatchObject({ ok: false, problems: [problem] });
  });
});

describe('who is told', () => {
  const notify = (channel: string) => `${numbers}notify: [${channel}]`;
  const mail = 'from: a@b.example, to: [c@d.example]';

  test('is told by webhook or mail, with the usual ports', async () => {
    const configuration = await loaded(
      notify(`{webhook: {url: "\${env:HOOK}", headers: {authorization: "\${env:MAIL}", x-name: soc}}},
        {smtp: {host: mail.example, user: me, password: "\${env:SMTP}", ${mail}}},
        {smtp: {host: mail.example, security: tls, ${mail}}},
        {smtp: {host: localhost, security: none, ${mail}}},
        {smtp: {host: mail.example, port: "2525", ${mail}}}`),
    );
    const people = { from: 'a@b.example', to: ['c@d.example'] };
    expect(configuration.notify).toMatchObject([
      { kind: 'webhook' },
      { kind: 'smtp', host: 'mail.example', port: 587, security: 'starttls', user: 'me', ...people },
      { port: 465, security: 'tls' },
      { port: 25, security: 'none' },
      { port: 2525 },
    ]);
    const [webhook, smtp] = configuration.notify;
    expect(webhook?.kind === 'webhook' && webhook.url.reveal()).toBe(env.HOOK);
    expect(webhook?.kind === 'webhook' && webhook.headers['x-name']?.reveal()).toBe('soc');
    expect(smtp?.kind === 'smtp' && smtp.password?.reveal()).toBe(env.SMTP);
    expect(place.secrets()).toEqual(expect.arrayContaining(['/services/T000/B000/hook-of-env', env.MAIL, env.SMTP]));
    expect(configuration.warnings).toEqual([]);
    const printed = inspect(configuration, { depth: 9, showHidden: true }) + JSON.stringify(configuration);
    expect(printed).not.toMatch(/hook-of-env|password-of/);
  });

  test.each([
    ['nothing', '{}', 'notify[0]', 'either webhook or smtp'],
    ['an address that is none', '{webhook: {url: nowhere}}', 'notify[0].webhook.url', 'http or https'],
    ['a password in the address', '{webhook: {url: "https://a:b@x"}}', 'notify[0].webhook.url', 'without user'],
    [
      'a secret address in plain text',
      '{webhook: {url: "http://x/${env:TOKEN}"}}',
      'notify[0].webhook.url',
      'plain text',
    ],
    [
      'a secret header in plain text',
      '{webhook: {url: "http://x", headers: {authorization: "${env:MAIL}"}}}',
      'notify[0].webhook.url',
      'plain text',
    ],
    ['no recipient', '{smtp: {host: a, from: a@b, to: []}}', 'notify[0].smtp.to', 'at least one'],
    [
      'a recipient with a line',
      '{smtp: {host: a, from: a@b, to: ["c@d\\nBcc: e@f"]}}',
      'notify[0].smtp.to[0]',
      'e-mail',
    ],
    ['a sender that is none', '{smtp: {host: a, from: me, to: [c@d]}}', 'notify[0].smtp.from', 'e-mail'],
    ['a port that is none', `{smtp: {host: a, port: 70000, ${mail}}}`, 'notify[0].smtp.port', 'must be a port'],
    ['a user alone', `{smtp: {host: a, user: me, ${mail}}}`, 'notify[0].smtp', 'together'],
    ['plain text', `{smtp: {host: mail.example, security: none, ${mail}}}`, 'notify[0].smtp.security', 'plain text'],
    ['an unknown setting', `{smtp: {hots: a, host: a, ${mail}}}`, 'notify[0].smtp.hots', 'is no setting'],
  ])('with %s is refused', async (_what, channel, path, message) => {
    const result = await load(notify(channel));
    expect(result).toMatchObject({
      ok: false,
      problems: [{ path, line: 6, message: expect.stringContaining(message) }],
    });
  });

  test('a long address in the file itself is taken for a secret, a short one is not', async () => {
    const address = 'https://hooks.example/services/T000/B000/0123456789';
    expect((await loaded(notify(`{webhook: {url: "${address}"}}`))).warnings).toMatchObject([
      { path: 'notify[0].webhook.url', message: expect.stringContaining('is a secret') },
    ]);
    const plain = await loaded(notify('{webhook: {url: "http://alerts.example:9093/alerts"}}'));
    expect(plain.warnings).toMatchObject([
      { path: 'notify[0].webhook.url', message: expect.stringContaining('plain') },
    ]);
    expect(
      (await loaded(notify('{webhook: {url: "http://localhost:9093/a/very/long/path/to/alerts"}}'))).warnings,
    ).toEqual([]);
  });
});

describe('the interval of connection tests', () => {
  test('is that of every connector of an entry', async () => {
    const text = numbers.replace('source: odd-numbers', 'sources: [odd-numbers, even-numbers]');
    const { connectors } = await loaded(`${text}    health_check_interval: 6h`);
    expect(connectors.map(({ healthCheckIntervalMs }) => healthCheckIntervalMs)).toEqual([21_600_000, 21_600_000]);
    expect((await loaded(numbers)).connectors[0]?.healthCheckIntervalMs).toBeUndefined();
  });

  test.each(['9m', '8d', '6', 'often'])('%s is refused, and hides no other mistake', async (interval) => {
    const result = await load(`${numbers}    health_check_interval: ${interval}\n    hots: x`);
    expect(result).toMatchObject({
      ok: false,
      problems: [
        { path: 'connectors[0].health_check_interval', line: 6 },
        { path: 'connectors[0].hots', line: 7 },
      ],
    });
  });
});

test('a configuration that is only looked at does without all of these secrets and files', async () => {
  const text = `${numbers}web: {listen: "0.0.0.0:1", hosts: [a.example], tls: {cert_file: no.pem, key_file: no.pem}, ${access}}
notify: [{webhook: {url: "\${env:NO}"}}, {smtp: {host: a, user: b, password: "\${env:NO}", from: a@b, to: [c@d]}}]
state: {key_file: no.key}
`;
  const { web, notify, warnings } = await loaded(text, { purpose: 'look', env: {} });
  expect(web).toMatchObject({ tls: undefined, access: [{ name: 'anna' }, { name: 'ben' }] });
  expect(notify).toMatchObject([{ kind: 'webhook' }, { kind: 'smtp', user: 'b' }]);
  expect(warnings).toEqual([]);
});
