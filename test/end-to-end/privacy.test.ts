import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  fault,
  isJsonObject,
  pageFault,
  type Fault,
  type JsonObject,
  type OtlpCall,
  type ReceivedRecord,
  type TenantCall,
} from '../../src/testing/index.ts';
import { rpcStatus } from '../../src/testing/otlp/otlp-answers.ts';
import type { CliProcess } from './cli-process.ts';
import { filesBelow, findSecrets, type Trace } from './secret-search.ts';
import { openSite, patience, type Site } from './site.ts';

/** What stands in fields under a rule, with characters that encodings change; each where nothing else is. */
const canaries = {
  notes: 'NotesCanary+9f/8e=7d%6c&5b?4a',
  user: 'CORP\\UserCanary+1a/2b=3c%4d',
  host: 'HostCanary-7z6y5x4w3v2u1t',
  agent: 'AgentCanary0123456789abcdef',
  mail: 'MailCanary+8k@corp.example/7j',
  owner: 'OwnerCanary "quoted" ünï/6h5g',
  unmappable: 'ShapelessCanary-3q2w1e/0r9t',
  number: 7_294_318_605_112_937,
} as const;

const hidden: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(canaries).flatMap(([name, value]) => [
    [name, String(value)],
    // Hashes are made of this form.
    [`${name}, in lower case`, String(value).toLowerCase()],
  ]),
);

const env = { E2E_PRIVACY_KEY: 'PrivacyKeyCanary/5t6r7e8w9q0p1o2i3u4y' };
const secrets = { ...hidden, 'privacy key': env.E2E_PRIVACY_KEY };

const privacy = {
  drop: ['notes'],
  hash: ['users', 'hosts'],
  mask: ['assigned_user_mail', 'custom_fields', 'rule_based_score'],
  keep: ['custom_fields.region'],
};

function incident(number: number): JsonObject {
  return {
    incident_id: String(number),
    modification_time: Date.now() - 86_400_000 + number * 1000,
    status: 'new',
    severity: 'high',
    notes: number % 7 === 0 ? canaries.unmappable : canaries.notes,
    users: [canaries.user, canaries.user.toUpperCase()],
    hosts: [`${canaries.host}:${canaries.agent}`],
    assigned_user_mail: canaries.mail,
    custom_fields: { owner: [{ name: canaries.owner }], region: 'eu' },
    rule_based_score: canaries.number,
  };
}

/** Answers that went wrong while they held records, the way a gateway, a sign-in page or a broken server sends them. */
const troubles: Readonly<Record<string, Fault<TenantCall>>> = {
  'broken JSON': fault.raw(`{"reply": {"incidents": [${JSON.stringify(incident(1)).slice(0, -1)}`),
  'a page': fault.status(200, { headers: { 'content-type': 'text/html' }, body: `<html><p>${canaries.notes}` }),
  'an error that quotes': fault.status(500, { body: { reply: { err_code: 500, err_msg: canaries.notes } } }),
  'an error with details': fault.status(500, {
    body: { reply: { err_code: 500, err_msg: 'invalid', err_extra: [{ loc: [canaries.user], msg: canaries.mail }] } },
  }),
  'a refusal in plain text': fault.status(400, { headers: { 'content-type': 'text/plain' }, body: canaries.owner }),
  'a redirect': fault.redirect(`https://${canaries.host}.example/?q=${encodeURIComponent(canaries.notes)}`),
};

/** Every seventh incident without what it is recognised by. */
const shapeless = pageFault.rows((row) => {
  const { incident_id: id, ...others } = row as JsonObject;
  return Number(id) % 7 === 0 ? others : row;
});

let site: Site;
let sent: ReceivedRecord[];
beforeEach(async () => {
  site = await openSite();
  sent = [];
  site.tenant.faults.add(shapeless);
  for (let number = 1; number <= 30; number += 1) site.tenant.model.incidents.put(incident(number));
});
afterEach(async () => site.close());

const token = 'a-token-of-this-test-0123456789';

function configure(own: JsonObject = { privacy, privacy_key: '${env:E2E_PRIVACY_KEY}' }, rest: JsonObject = {}): void {
  const web = { listen: '127.0.0.1:0', access: [{ name: 'anna', role: 'admin', token: '${env:E2E_TOKEN}' }] };
  site.configure({ connectors: [site.connector(own)], rest: { log: { level: 'debug' }, web, ...rest } });
}

const withEnv = { env: { ...env, E2E_TOKEN: token } };

/** Refuses two incidents, and quotes the whole record as the reason. */
const refusal: Fault<OtlpCall> = () => (call) => {
  sent.push(...call.records);
  const isBad = (body: ReceivedRecord['body']) =>
    isJsonObject(body) && ['5', '12'].some((id) => body['incident_id'] === id);
  const bad = call.records.find(({ body }) => isBad(body));
  if (!bad) return undefined;
  return { kind: 'answer', make: () => rpcStatus(call.encoding, 400, `not this one: ${JSON.stringify(bad)}`) };
};

async function consoleOf(run: CliProcess) {
  const { url } = await run.line(({ url: at }) => typeof at === 'string');
  return async (path: string, body?: unknown): Promise<Trace> => {
    const answer = await fetch(`${String(url)}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-cortex-otel': '1' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { where: path, bytes: Buffer.from(`${answer.status} ${await answer.text()}`) };
  };
}

const pages = ['records', 'dead-letters', 'timeline', 'checkpoint', 'gaps', 'replay'].map(
  (page) => `/api/v1/connectors/soc/${page}`,
);

/** A run with a console that is looked at, until it has set records aside and sent a period again. */
async function wholeLife(): Promise<readonly Trace[]> {
  const { tenant, endpoint } = site;
  endpoint.faults.add(refusal);
  const run = site.cli(['run'], withEnv);
  run.skipWaits();
  const look = await consoleOf(run);
  await run.line(({ event, deadLettered }) => event === 'dead letters' && Number(deadLettered) > 0);
  // Somebody looks, so that records are kept for showing; the waits that were skipped counted.
  await look('/api/v1/connectors/soc/records');
  for (let number = 31; number <= 40; number += 1) tenant.model.incidents.put(incident(number));
  await endpoint.until(() => endpoint.received().length >= 38, patience());
  const live = await vi.waitFor(async () => {
    const trace = await look('/api/v1/connectors/soc/records');
    if (!trace.bytes.includes('"raw"')) throw new Error('no record went by');
    return trace;
  }, 20_000);
  const day = { from: new Date(Date.now() - 172_800_000).toISOString(), to: new Date().toISOString() };
  await look('/api/v1/connectors/soc/replay', day);
  await endpoint.until(() => endpoint.received().length >= 70, patience());
  tenant.faults.clear();
  tenant.faults.add(fault.inTurn(...(Object.values(troubles) as [Fault<TenantCall>]), shapeless));
  const before = tenant.requests.length;
  await tenant.until(() => tenant.requests.length > before + Object.keys(troubles).length + 1, patience());
  const more = ['/api/v1/status', '/api/v1/connectors', '/api/v1/connectors/soc', '/metrics', '/readyz', '/healthz'];
  const test = await look('/api/v1/connectors/soc/test', {});
  const shown = await Promise.all([...pages, ...more].map(async (path) => look(path)));
  const files = filesBelow(site.state);
  run.signal('SIGTERM');
  expect(await run.ended).toEqual({ code: 0, signal: null });
  return [live, ...shown, test, ...files, ...saidBy(run)];
}

function saidBy({ stdout, stderr }: Pick<CliProcess, 'stdout' | 'stderr'>): readonly Trace[] {
  return [
    { where: 'stdout', bytes: Buffer.from(stdout()) },
    { where: 'stderr', bytes: Buffer.from(stderr()) },
  ];
}

const records = (): Trace => ({
  where: 'records',
  bytes: Buffer.from(JSON.stringify([...sent, ...site.endpoint.received()])),
});
const textOf = (traces: readonly Trace[], where: string) =>
  traces
    .filter((trace) => trace.where.endsWith(where))
    .map(({ bytes }) => bytes.toString())
    .join('\n');

/** What can be found, and in which file, each once. */
function found(traces: readonly Trace[]): readonly string[] {
  const places = findSecrets(traces, secrets).map((text) =>
    /^(\w+).*? in ([^:\s]*)(?:\.db[^:]*)?: …/s.exec(text)?.slice(1).join(' in '),
  );
  return [...new Set(places)].map(String);
}

test('what is under a rule is in nothing that a whole life sends, shows, logs or leaves behind', async () => {
  configure();
  const traces = await wholeLife();
  const all = [...traces, ...filesBelow(site.directory, [site.config]), records()];
  // Otherwise nothing could have been found.
  expect(textOf(traces, '/records')).toContain('hmac_');
  expect(textOf(traces, '/dead-letters')).toContain('not this one');
  expect(textOf(traces, '/replay')).toContain('"done"');
  expect(textOf(traces, 'stderr')).toContain('withheld');
  expect(sent.length).toBeGreaterThan(70);
  expect(found(all)).toEqual([]);
});

test('without the rules the same search finds it everywhere it looks for it', async () => {
  configure({});
  const traces = [...(await wholeLife()), records()];
  const places = found(traces).join('\n');
  for (const where of ['/records', '/dead-letters', 'stderr', 'in records', 'state.db'])
    expect(places).toContain(where);
  for (const name of Object.keys(canaries)) expect(places).toContain(`${name} in`);
});

test('records are hidden field by field, all others as they were', async () => {
  configure();
  expect(await site.finished(['run', '--once'], withEnv)).toMatchObject({ code: 0 });
  const received = site.endpoint.received();
  const first = received.find(({ attributes }) => attributes['paloalto.cortex.incident.id'] === '1');
  const hash = expect.stringMatching(/^hmac_[0-9a-f]{32}$/) as string;
  expect(first?.body).toEqual({
    incident_id: '1',
    modification_time: expect.any(Number) as number,
    status: 'new',
    severity: 'high',
    users: [hash, hash],
    hosts: [expect.stringMatching(/^hmac_[0-9a-f]{32}:hmac_[0-9a-f]{32}$/)],
    assigned_user_mail: '***',
    custom_fields: { owner: [{ name: '***' }], region: 'eu' },
    rule_based_score: '***',
  });
  expect(first?.attributes).toMatchObject({
    'host.name': hash,
    'host.id': hash,
    'paloalto.cortex.incident.assignee.email': '***',
    'paloalto.cortex.ingest.dropped_fields': ['notes'],
  });
  // One user, one hash: in every record, and however it is written.
  const users = received.flatMap(({ body }) => (body as { readonly users: readonly string[] }).users);
  expect(users.length).toBeGreaterThanOrEqual(60);
  expect(new Set(users).size).toBe(1);
});

test('alerts and artifacts that follow an incident go through the rules too', async () => {
  site.tenant.model.extraData.otherwise(({ incident_id: id }) => ({
    alerts: [
      {
        alert_id: `alert of ${JSON.stringify(id)}`,
        case_id: Number(id),
        name: canaries.notes,
        user_name: canaries.user,
        host_name: canaries.host,
        actor_process_command_line: canaries.owner,
      },
    ],
    networkArtifacts: [{ network_domain: canaries.mail, network_remote_ip: '192.0.2.1' }],
    fileArtifacts: [{ file_name: canaries.agent, file_sha256: canaries.unmappable }],
  }));
  const more = {
    ...privacy,
    mask: [...privacy.mask, 'incident_id', 'network_artifacts.data.network_domain', 'actor_process_command_line'],
    hash: [...privacy.hash, 'user_name', 'host_name', 'case_id', 'file_artifacts.data'],
    drop: [...privacy.drop, 'name'],
  };
  configure({ privacy: more, privacy_key: '${env:E2E_PRIVACY_KEY}', enrich: 'alerts' });
  const run = site.cli(['run'], withEnv);
  const enriched = () => site.endpoint.received().filter(({ eventName }) => /alert$|enriched$/.test(eventName));
  // Details are asked for some seconds apart.
  const enough = patience();
  while (enriched().length < 4) {
    await run.time({ elapse: 10_000 });
    enough.throwIfAborted();
  }
  run.signal('SIGTERM');
  expect(await run.ended).toEqual({ code: 0, signal: null });
  const alert = enriched().find(({ eventName }) => eventName === 'paloalto.cortex.alert');
  expect(alert?.attributes).toMatchObject({ 'paloalto.cortex.incident.id': '***' });
  const incidentUser = site.endpoint.received()[0]?.body as { readonly users: readonly string[] };
  expect(alert?.body).toMatchObject({ user_name: incidentUser.users[0] });
  expect(found([records(), ...saidBy(run), ...filesBelow(site.directory, [site.config])])).toEqual([]);
});

const commands: readonly (readonly string[])[] = [
  ['validate'],
  ['test'],
  ['tap', '--connector', 'soc'],
  ['tap', '--connector', 'soc', '--json'],
  ['run', '--once', '--give-up-after', '1s'],
  ['status', '--json'],
  ['checkpoint', 'show', '--connector', 'soc'],
  ['replay', '--connector', 'soc', '--from', '48h', '--to', 'now', '--give-up-after', '1s'],
];

test('no command prints it, and a file of records does not hold it', { timeout: 60_000 }, async () => {
  configure(undefined, { destination: { file: { path: 'records.jsonl' } } });
  const said: Trace[] = [];
  for (const args of commands) {
    const process = site.cli(args, withEnv);
    expect({ args, ...(await process.ended) }).toMatchObject({ args, code: 0 });
    said.push(...saidBy(process));
  }
  for (const trouble of Object.values(troubles)) {
    site.tenant.faults.clear();
    site.tenant.faults.add(trouble);
    const process = site.cli(['test'], withEnv);
    await process.ended;
    said.push(...saidBy(process));
  }
  const files = filesBelow(site.directory, [site.config]);
  expect(textOf(files, 'records.jsonl')).toContain('hmac_');
  expect(textOf(said, 'stdout')).toContain('***');
  expect(found([...said, ...files])).toEqual([]);
});

describe('where the privacy key cannot be had', () => {
  test('commands that only look do without it; those that read records do not go on', async () => {
    configure();
    const without = { env: { E2E_TOKEN: token } };
    expect(await site.finished(['status', '--json'], without)).toMatchObject({ code: 0 });
    const tapped = await site.finished(['tap', '--connector', 'soc'], without);
    expect(tapped).toMatchObject({ code: 2, stdout: '' });
    expect(tapped.stderr).toContain('E2E_PRIVACY_KEY');
  });
});
