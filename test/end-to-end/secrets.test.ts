import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type ApiKey, type Fault, fault, type OtlpCall, type TenantCall } from '../../src/testing/index.ts';
import { everyFault } from '../plugin/secrets/every-fault.ts';
import { startProxy, type Proxy } from '../plugin/test-connection/start-proxy.ts';
import type { CliProcess } from './cli-process.ts';
import { putIncidents } from './deliveries.ts';
import { echoingPartialSuccess, echoingRefusal, everyEndpointFault } from './echoing-endpoint.ts';
import { filesBelow, findSecrets, shownOf, type Trace } from './secret-search.ts';
import { openSite, patience, type Settings, type Site } from './site.ts';

/** With every character that some encoding changes. */
const secrets = {
  'API key': 'CANARY+9f/8e=7d%6c&5b?4a#39~28$17:06;95,84|73"62\\51',
  'OTLP token': 'TOKEN/1a+2b=3c%4d&5e?6f#7g~8h$9i:0j;1k,2l|3m"4n\\5o',
  'header secret': 'HEADER-9z8y7x6w5v4u3t2s1r0q',
  'proxy password': 'PROXY+p1/p2=p3%p4&p5?p6#p7~p8$p9:q0',
} as const;

const env = {
  E2E_API_KEY: secrets['API key'],
  E2E_TOKEN: secrets['OTLP token'],
  E2E_HEADER: secrets['header secret'],
  E2E_PROXY: encodeURIComponent(secrets['proxy password']),
};

let site: Site;
let proxy: Proxy | undefined;
afterEach(async () => {
  await Promise.all([site?.close(), proxy?.close()]);
  site = undefined as never;
  proxy = undefined;
});

async function openSecretSite(key: Partial<ApiKey> = {}): Promise<void> {
  site = await openSite({ keys: [{ id: '7', key: secrets['API key'], ...key }] });
  configure([site.connector({ key_type: 'auto', request_timeout: '250ms' })]);
}

function configure(connectors: Settings['connectors'] = []): void {
  const headers = { authorization: 'Bearer ${env:E2E_TOKEN}', 'x-tenant-token': '${env:E2E_HEADER}' };
  const rest = { log: { level: 'debug' }, web: { listen: '127.0.0.1:0' } };
  site.configure({ connectors, otlp: { headers, timeout: '250ms' }, rest });
}

/** An answer that is right, with the credentials all around its records. */
const neighbourhood: Fault<TenantCall> = () => (call) => ({
  kind: 'answer',
  make: (genuine) => {
    const answer = genuine();
    const echoed = { authorization: call.headers['authorization'] ?? '' };
    const { reply } = answer.body as { reply: object };
    return {
      ...answer,
      headers: { ...answer.headers, 'x-debug': echoed.authorization },
      body: { ...echoed, reply: { ...reply, ...echoed, debug: [echoed] } } as never,
    };
  },
});

/** Everything that can be looked at from outside once these processes have had their say. */
function traces(processes: readonly Pick<CliProcess, 'stdout' | 'stderr'>[], more: readonly Trace[] = []) {
  const printed = processes.flatMap(({ stdout, stderr }, index) => [
    { where: `stdout ${index}`, bytes: Buffer.from(stdout()) },
    { where: `stderr ${index}`, bytes: Buffer.from(stderr()) },
  ]);
  return [...printed, ...filesBelow(site.directory, [site.config]), ...more];
}

/** As Advanced keys are sent, each a secret while it is fresh. */
function sentHashes(): Readonly<Record<string, string>> {
  const sent = new Set(site.tenant.requests.flatMap(({ headers }) => headers['authorization'] ?? []));
  return Object.fromEntries([...sent].map((hash, index) => [`hash ${index}`, hash]));
}

const everyTrouble: Fault<TenantCall> = fault.inTurn(fault.none(), ...Object.values(everyFault), neighbourhood);
const tenantFaults = Object.keys(everyFault).length + 2;
const everyRefusal: Fault<OtlpCall> = fault.inTurn(
  fault.none(),
  ...everyEndpointFault,
  echoingPartialSuccess,
  fault.none(),
);
const endpointFaults = everyEndpointFault.length + 3;

describe.each<[string, Partial<ApiKey>]>([
  ['a Standard key', { type: 'standard' }],
  ['an Advanced key', { type: 'advanced' }],
])('%s, the token and the headers', (_name, key) => {
  test('are in nothing that a whole life leaves behind', async () => {
    await openSecretSite(key);
    const { tenant, endpoint } = site;
    tenant.faults.add(everyTrouble);
    endpoint.faults.add(everyRefusal);
    const run = site.cli(['run'], { env });
    run.skipWaits();
    // Something new all the time, so that there is something to be delivered.
    let incidents = 0;
    const goOn = () => putIncidents(tenant.model.incidents, 1, (incidents += 1));
    await endpoint.until(() => (goOn(), endpoint.requests.length >= endpointFaults), patience());
    await tenant.until(() => tenant.requests.length >= tenantFaults, patience());
    endpoint.faults.add(echoingRefusal(['900', '905']));
    putIncidents(tenant.model.incidents, 30, 890);
    await run.line(({ event, deadLettered }) => event === 'dead letters' && Number(deadLettered) > 0);
    const shown = [...shownOf(run.pid), ...filesBelow(site.state), ...(await pagesOf(run))];
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(findSecrets(traces([run], shown), { ...secrets, ...sentHashes() })).toEqual([]);
  });
});

/** What the web server shows without a credential. */
async function pagesOf(run: CliProcess): Promise<readonly Trace[]> {
  const { url } = await run.line(({ url: at }) => typeof at === 'string');
  return Promise.all(
    ['/', '/healthz', '/readyz', '/metrics'].map(async (path) => {
      const answer = await fetch(new URL(path, String(url)));
      return { where: path, bytes: Buffer.from(JSON.stringify([...answer.headers]) + (await answer.text())) };
    }),
  );
}

/** Every command that reads the configuration, without a run going on. */
const commands: readonly (readonly string[])[] = [
  ['validate'],
  ['test'],
  ['status', '--json'],
  ['checkpoint', 'show', '--connector', 'soc'],
  ['tap', '--connector', 'soc'],
  ['replay', '--connector', 'soc', '--from', '48h', '--to', 'now', '--give-up-after', '1s'],
  ['checkpoint', 'set', '--connector', 'soc', '--to', '1h', '--yes'],
  ['run', '--once', '--give-up-after', '1s'],
];

test(
  'no command prints a secret, whether the tenant answers or repeats what it is sent',
  { timeout: 60_000 },
  async () => {
    await openSecretSite({ type: 'advanced' });
    const { tenant, endpoint } = site;
    putIncidents(tenant.model.incidents, 20);
    // Somebody wrote the key into an incident: it is delivered as it is, but not shown.
    const leaked = { description: `the key is ${secrets['API key']}`, modification_time: Date.now() };
    tenant.model.incidents.change(20, leaked);
    const said: CliProcess[] = [];
    const all = async () => {
      for (const args of commands) {
        const process = site.cli(args, { env });
        await process.ended;
        said.push(process);
      }
    };
    await all();
    tenant.faults.add(everyFault['an echo in a refusal'] ?? fault.none());
    endpoint.faults.add(everyEndpointFault.at(-1) ?? fault.none());
    await all();
    expect(said.map((process) => process.stdout().length + process.stderr().length)).not.toContain(0);
    expect(findSecrets(traces(said), { ...secrets, ...sentHashes() })).toEqual([]);
  },
);

test.each([407, 502])('the password of a proxy that answers %i is in nothing', async (status) => {
  await openSecretSite();
  proxy = await startProxy(status);
  const { server_url: _, ...remote } = site.connector({ fqdn: 'acme.xdr.eu.paloaltonetworks.com' });
  configure([{ ...remote, proxy: proxy.url.replace('http://', 'http://operator:${env:E2E_PROXY}@') }]);
  const run = site.cli(['run'], { env });
  await run.line(({ event }) => event === 'attempt failed');
  const shown = [...shownOf(run.pid), ...filesBelow(site.state), ...(await pagesOf(run))];
  const others = [site.cli(['status'], { env }), site.cli(['test'], { env }), site.cli(['validate'], { env })];
  await Promise.all(others.map(({ ended }) => ended));
  run.signal('SIGTERM');
  await run.ended;
  expect(proxy.asked.length).toBeGreaterThan(1);
  expect(findSecrets(traces([run, ...others], shown), secrets)).toEqual([]);
});

test('records in a file hold none', async () => {
  await openSecretSite();
  putIncidents(site.tenant.model.incidents, 20);
  site.tenant.faults.add(neighbourhood);
  site.configure({
    connectors: [site.connector()],
    rest: { destination: { file: { path: 'records.jsonl' } } },
  });
  expect(await site.finished(['run', '--once'], { env })).toMatchObject({ code: 0 });
  const [records] = filesBelow(site.directory).filter(({ where }) => where.endsWith('records.jsonl'));
  expect(records?.bytes.length).toBeGreaterThan(1000);
  expect(findSecrets(traces([]), secrets)).toEqual([]);
});

test('a header that is as short as a number does not spoil what is printed', async () => {
  await openSecretSite();
  putIncidents(site.tenant.model.incidents, 20);
  site.configure({ otlp: { headers: { 'x-scope-orgid': '${env:E2E_ORG}' } } });
  const short = { env: { E2E_ORG: '1' } };
  const run = site.cli(['run', '--once'], { env: { ...env, ...short.env } });
  expect(await run.ended).toEqual({ code: 0, signal: null });
  expect(site.endpoint.requests[0]?.headers['x-scope-orgid']).toBe('1');
  expect(run.stdout() + run.stderr()).not.toContain('[redacted]');
  const printed = await site.finished(['status', '--json'], short);
  expect(JSON.parse(printed.stdout)).toMatchObject({ version: 1 });
});

describe('a process that comes to grief', () => {
  test('tells of the error that ended it, without the secrets in it', async () => {
    await openSecretSite();
    const run = site.cli(['run'], { env });
    await run.line(({ event }) => event === 'started');
    const { 'proxy password': _, ...known } = secrets;
    await run.time({ crash: `cannot go on with ${secrets['API key']} and ${JSON.stringify(known)}` });
    expect(await run.ended).toEqual({ code: 1, signal: null });
    expect(run.stderr()).toContain('cannot go on with [redacted]');
    expect(findSecrets(traces([run]), known)).toEqual([]);
  });

  test('leaves no secret in a diagnostic report, though the environment holds it', async () => {
    await openSecretSite();
    const nodeArgs = ['--report-on-signal', '--report-signal=SIGUSR2', `--report-directory=${site.directory}`];
    const run = site.cli(['run'], { env, nodeArgs });
    await run.line(({ event }) => event === 'started');
    run.signal('SIGUSR2');
    const report = await vi.waitFor(() => {
      const [found] = filesBelow(site.directory).filter(({ where }) => /report\..*\.json$/.test(where));
      if (!found) throw new Error('no report');
      return JSON.parse(found.bytes.toString()) as { header: { processId: number } };
    }, 20_000);
    expect(report.header.processId).toBe(run.pid);
    expect(findSecrets(traces([run]), secrets)).toEqual([]);
  });

  test('opens no debugger on SIGUSR1', async () => {
    await openSecretSite();
    const run = site.cli(['run'], { env, nodeArgs: ['--inspect-port=0'] });
    await run.line(({ event }) => event === 'started');
    run.signal('SIGUSR1');
    run.signal('SIGHUP');
    await run.line(({ event }) => event === 'configuration reloaded');
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.stderr()).not.toContain('Debugger listening');
  });
});

describe('the search itself', () => {
  test.for(Object.keys(secrets))('finds a planted %s, in every form and in every kind of place', async (name) => {
    const secret = secrets[name as keyof typeof secrets];
    const forms = [
      secret,
      JSON.stringify({ secret }),
      JSON.stringify(JSON.stringify({ secret })),
      Buffer.from(`user:${secret}`).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('hex'),
      encodeURIComponent(secret),
      secret.split('').toReversed().join(''),
      secret.slice(0, 20),
      secret.slice(-20),
    ];
    await openSecretSite();
    for (const [index, form] of forms.entries()) {
      const reader = new DatabaseSync(join(site.directory, `${index}.db`));
      reader.exec('PRAGMA journal_mode = WAL; CREATE TABLE planted (text TEXT)');
      reader.prepare('INSERT INTO planted VALUES (?)').run(`text before ${form} and after`);
      // Still open: it is in the log beside the database.
      const found = findSecrets(filesBelow(site.directory, [site.config]), { [name]: secret });
      reader.close();
      expect(found.some((line) => line.includes(`${index}.db-wal`))).toBe(true);
      rmSync(join(site.directory, `${index}.db`));
    }
    expect(findSecrets(filesBelow(site.directory, [site.config]), { [name]: secret })).toEqual([]);
  });

  test('finds what stands in the arguments of a process', async () => {
    await openSecretSite();
    const run = site.cli(['run'], { env, nodeArgs: [`--title=${secrets['API key']}`] });
    await run.line(({ event }) => event === 'started');
    expect(findSecrets(shownOf(run.pid), secrets)).not.toEqual([]);
  });
});
