import { once } from 'node:events';
import type { Dispatcher } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import type { TestStage } from '../../src/contract/index.ts';
import { egress } from '../../src/host/egress.ts';
import { createCortexPlugin } from '../../src/plugin/index.ts';
import { createShared } from '../../src/plugin/open-connection.ts';
import { sources } from '../../src/plugin/sources/index.ts';
import { testConnection } from '../../src/plugin/test-connection.ts';
import { validateConnector } from '../../src/plugin/validate.ts';
import {
  type ApiKey,
  auditList,
  createVirtualClock,
  demoKey,
  fault,
  type FakeTenant,
  type FakeTenantOptions,
  incidentList,
  pageFault,
  startFakeTenant,
} from '../../src/testing/index.ts';
import { allOf } from '../../src/testing/conformance/all-of.ts';
import { auditItem, incidentItem, xsoar6Item } from './cortex-items.ts';
import { failureIn, never, realTools, runTest, settingsFor, stageNames, stageOf } from './test-connection/run-test.ts';

const open: FakeTenant[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((tenant) => tenant.close()));
});

const dayMs = 86_400_000;

/** A tenant with one incident and one entry of each audit log. */
async function start(options: FakeTenantOptions = {}): Promise<FakeTenant> {
  const tenant = await startFakeTenant({ requestsPerSecond: Infinity, ...options });
  open.push(tenant);
  tenant.model.incidents.put(incidentItem(1, Date.UTC(2026, 1, 3, 4, 5, 6, 789)));
  tenant.model.audits.put(auditItem(2, Date.UTC(2026, 1, 3, 4, 5, 6, 789)));
  tenant.model.xsoar6Audits.put(xsoar6Item(3, Date.UTC(2026, 1, 3, 4, 5, 6, 789)));
  return tenant;
}

describe('a connector that works', () => {
  test('passes every stage, and shows event and time of one record', async () => {
    const tenant = await start();
    const stages = await runTest(settingsFor(tenant.url));
    expect(stages.map(({ stage, status }) => [stage, status])).toEqual(
      stageNames.map((stage) => [stage, stage === 'tls' ? 'skipped' : 'ok']),
    );
    expect(stageOf(stages, 'configuration').message).toBe(`Cortex XDR incidents of ${new URL(tenant.url).host}.`);
    expect(stageOf(stages, 'connect').message).toContain('127.0.0.1 answers');
    expect(stageOf(stages, 'mapping').message).toBe(
      'The newest record is paloalto.cortex.incident.updated of 2026-02-03T04:05:06.789Z.',
    );
    expect(JSON.stringify(stages)).not.toContain('Incident number');
  });

  test('passes with an Advanced key, and remembers its type', async () => {
    const tenant = await start({ keys: [{ ...demoKey, type: 'advanced' }] });
    const tools = realTools();
    const stages = await runTest(settingsFor(tenant.url), tools);
    expect(stageOf(stages, 'authentication').message).toContain('The Advanced key is accepted');
    expect(tools.memo.get('key_type')).toBe('advanced');
  });

  test('asks for one row of its own list, and for nothing that writes', async () => {
    const tenant = await start();
    await runTest(settingsFor(tenant.url, { source: 'xsoar-audit', key_type: 'standard' }));
    expect(tenant.requests.map(({ path }) => path)).toEqual([auditList.path, '/public_api/v1/api_keys/get_api_keys']);
    expect(tenant.requests[0]?.body).toMatchObject({ request_data: { search_from: 0, search_to: 1 } });
  });

  test('of XSOAR 6 passes without a key ID, and is asked for its audit trail alone', async () => {
    const tenant = await start({ keys: [{ key: demoKey.key }] });
    const { api_key_id: _, ...settings } = settingsFor(tenant.url, { source: 'xsoar-audit' });
    const stages = await runTest(settings);
    expect(stages.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'skipped', 'ok', 'ok', 'ok', 'ok']);
    expect(tenant.requests.map(({ path }) => path)).toEqual(['/settings/audits']);
  });

  test('of an empty tenant passes', async () => {
    const tenant = await startFakeTenant();
    open.push(tenant);
    const stages = await runTest(settingsFor(tenant.url));
    expect(stageOf(stages, 'permission')).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(/^The list was read; it is empty\./),
    });
    expect(stageOf(stages, 'mapping').status).toBe('ok');
  });

  test('ends its connections, also when nobody wants the rest of the stages', async () => {
    const tenant = await start();
    const made: Dispatcher[] = [];
    const tools = realTools({
      egress: (options) => {
        const dispatcher = egress(options);
        made.push(dispatcher);
        return dispatcher;
      },
    });
    await runTest(settingsFor(tenant.url), tools);
    const plugin = createCortexPlugin();
    const validation = plugin.validate(settingsFor(tenant.url));
    if (!validation.ok) throw new Error('refused');
    for await (const { stage } of plugin.test(validation.config, tools, never)) if (stage === 'clock') break;
    expect(made.map((dispatcher) => Reflect.get(dispatcher, 'destroyed'))).toEqual([true, true]);
  });
});

describe('the key', () => {
  const days = (count: number) => ({ ...demoKey, expiresAtMs: Date.now() + count * dayMs + 3_600_000 });
  test.each<[string, ApiKey, object]>([
    [
      'says in how many days it expires',
      days(61),
      { status: 'ok', message: expect.stringContaining('in 61 days, on ') },
    ],
    [
      'warns when that is in less than 14 days',
      days(13),
      { status: 'warning', remedy: expect.stringContaining('new key') },
    ],
    ['does not warn 14 days before', days(14), { status: 'ok' }],
    ['says that it does not expire', demoKey, { status: 'ok', message: expect.stringContaining('does not expire') }],
    [
      'says so when the API does not tell',
      { ...demoKey, forbidden: ['/public_api/v1/api_keys/get_api_keys'] },
      { status: 'ok', message: expect.stringContaining('does not tell') },
    ],
  ])('%s', async (_what, key, finding) => {
    const tenant = await start({ keys: [key] });
    expect(stageOf(await runTest(settingsFor(tenant.url)), 'authentication')).toMatchObject(finding);
  });

  test('says when it expires in a form for programs', async () => {
    const key = days(61);
    const tenant = await start({ keys: [key] });
    const { expires } = stageOf(await runTest(settingsFor(tenant.url)), 'authentication');
    expect(expires).toEqual({ what: 'The API key', at: new Date(key.expiresAtMs).toISOString() });
  });

  test('is accepted where another call shows it, though the list is not served', async () => {
    const tenant = await start();
    tenant.faults.add(fault.at(incidentList.path, fault.status(404)));
    const stages = await runTest(settingsFor(tenant.url));
    expect(failureIn(stages)).toMatchObject({ stage: 'permission', code: 'API-404' });
    expect(failureIn(stages).remedy).toContain('does not serve this source');
  });
});

describe('the clock', () => {
  const ahead = (ms: number) => realTools({ clock: createVirtualClock(Date.now() + ms, { sleep: 'passes' }) });

  test('that differs by more than a minute is a warning', async () => {
    const tenant = await start();
    const stages = await runTest(settingsFor(tenant.url), ahead(252_000));
    expect(stageOf(stages, 'clock')).toMatchObject({ status: 'warning', remedy: expect.stringContaining('NTP') });
    expect(stageOf(stages, 'clock').message).toMatch(/is 4 min 1[123] s ahead of/);
    expect(stageOf(stages, 'mapping').status).toBe('ok');
  });

  test('that is behind is explained for an Advanced key, which works all the same', async () => {
    const tenant = await start({ keys: [{ ...demoKey, type: 'advanced' }] });
    const stages = await runTest(settingsFor(tenant.url), ahead(-3_600_000));
    expect(stageOf(stages, 'clock').message).toMatch(
      /behind that of Cortex\. Requests are signed with the time of Cortex/,
    );
    expect(stageOf(stages, 'mapping').status).toBe('ok');
  });

  test('cannot be compared where answers carry no time', async () => {
    const tenant = await start({ date: false });
    const stages = await runTest(settingsFor(tenant.url));
    expect(stageOf(stages, 'clock')).toMatchObject({ status: 'skipped' });
    expect(stageOf(stages, 'mapping').status).toBe('ok');
  });
});

describe('an answer', () => {
  const wrongKey = { api_key: 'another key'.replaceAll(' ', '-').repeat(8) };
  const keyed = (restriction: Partial<ApiKey>) => [{ ...demoKey, ...restriction }];
  const unknownPath = fault.status(500, {
    headers: { 'content-type': 'text/plain' },
    body: 'Internal Server Error (generated by waitress)',
  });
  const internal = fault.status(500, {
    body: { reply: { err_code: 500, err_msg: 'An internal error occurred', err_extra: 'reference 42' } },
  });

  test('401: neither type of key is accepted', async () => {
    const tenant = await start();
    const failure = failureIn(await runTest(settingsFor(tenant.url, wrongKey)));
    expect(failure).toMatchObject({
      stage: 'authentication',
      code: 'AUTH-301',
      remedy: expect.stringContaining('key ID'),
    });
    expect(tenant.requests).toHaveLength(2);
  });

  test('401 with a clock that is wrong: says by how much', async () => {
    const tenant = await start();
    const tools = realTools({ clock: createVirtualClock(Date.now() - 252_000, { sleep: 'passes' }) });
    const failure = failureIn(await runTest(settingsFor(tenant.url, wrongKey), tools));
    expect(failure).toMatchObject({ stage: 'authentication', code: 'AUTH-302' });
    expect(failure.message).toMatch(/4 min 1[123] s behind/);
  });

  test('402: the licence is missing, the key is accepted', async () => {
    const tenant = await start({ keys: keyed({ unlicensed: [incidentList.path] }) });
    const stages = await runTest(settingsFor(tenant.url));
    expect(stageOf(stages, 'authentication').status).toBe('ok');
    expect(failureIn(stages)).toMatchObject({ stage: 'permission', code: 'AUTH-303' });
  });

  test('403: the key is accepted and its role lacks a right, which is named', async () => {
    const tenant = await start({ keys: keyed({ forbidden: [auditList.path] }) });
    const stages = await runTest(settingsFor(tenant.url, { source: 'xsoar-audit' }));
    expect(stageOf(stages, 'authentication').status).toBe('ok');
    expect(failureIn(stages)).toMatchObject({
      stage: 'permission',
      code: 'PERM-401',
      remedy: expect.stringMatching(/^Give the key a role that may view the management audit log[^.]*; [^.]*\.$/),
    });
  });

  test('403 where the health check is not answered either: something in between may refuse', async () => {
    const tenant = await start();
    tenant.faults.add(fault.html(403));
    expect(failureIn(await runTest(settingsFor(tenant.url))).remedy).toContain('firewall or proxy');
  });

  test.each([
    ['404: a wrong host or product', fault.status(404), 'API-404', 'Check the address'],
    ['500 with a text: a wrong path', unknownPath, 'API-404', 'Check the address'],
    ['500 with an error: Cortex is in trouble', internal, 'API-5xx', 'goes on by itself'],
    ['429: other users of the tenant', fault.retryAfter('2'), 'API-429', 'requests_per_second'],
    ['502: a gateway in trouble', fault.status(502), 'API-5xx', 'proxy'],
    ['a web page: somebody else answers', fault.html(), 'API-BODY', 'sign-in page'],
    ['a redirect, which is not followed', fault.redirect('https://sign-in.example/'), 'API-BODY', 'sign-in page'],
    ['nothing: a connection that ends', fault.reset(), 'NET-102', 'network'],
  ])('%s', async (_what, everywhere, code, remedy) => {
    const tenant = await start();
    tenant.faults.add(everywhere);
    const failure = failureIn(await runTest(settingsFor(tenant.url)));
    expect(failure).toMatchObject({ stage: 'authentication', code, remedy: expect.stringContaining(remedy) });
  });

  test('a tenant that is busy for a moment is asked again: that says nothing of the connection', async () => {
    const tenant = await start();
    tenant.faults.add(fault.at(incidentList.path, fault.once(fault.retryAfter('1'))));
    const stages = await runTest(settingsFor(tenant.url));
    expect(stages.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(tenant.requests.filter(({ path }) => path === incidentList.path).length).toBeGreaterThan(1);
  });

  test('a web page for this list only: the host is right, the source may not be', async () => {
    const tenant = await start();
    tenant.faults.add(fault.at(incidentList.path, fault.html()));
    expect(failureIn(await runTest(settingsFor(tenant.url))).remedy).toContain('The host is a Cortex API');
  });

  test('a record of another form is a warning, for it would be delivered as it is', async () => {
    const tenant = await start();
    tenant.faults.add(
      fault.at(
        incidentList.path,
        pageFault.rows(() => 'CANARY-OF-A-VALUE'),
      ),
    );
    const stages = await runTest(settingsFor(tenant.url));
    expect(stageOf(stages, 'mapping')).toMatchObject({ status: 'warning', code: 'MAP-501' });
    expect(JSON.stringify(stages)).not.toContain('CANARY-OF-A-VALUE');
  });
});

describe('a test', () => {
  const subjectFor = (url: string) => {
    const validation = validateConnector(settingsFor(url));
    const definition = sources.find(({ id }) => id === 'xdr-incidents');
    if (!validation.ok || !definition) throw new Error('refused');
    return { definition, settings: validation.config };
  };

  test('that is aborted ends at once, and the rest is skipped', async () => {
    const tenant = await start();
    tenant.faults.add(fault.hang());
    const control = new AbortController();
    const running = runTest(settingsFor(tenant.url), realTools(), control.signal);
    await tenant.until(() => tenant.requests.length > 0, AbortSignal.timeout(5000));
    control.abort();
    const stages = await running;
    expect(stages.map(({ status }) => status).slice(3)).toEqual(Array(5).fill('skipped'));
    expect(stages.at(-1)?.message).toBe('Cancelled.');
  });

  test('that is given no answer ends when its time is up', async () => {
    const tenant = await start();
    tenant.faults.add(fault.hang());
    const means = { tools: realTools(), shared: createShared(), longestMs: 200 };
    const stages = await allOf(testConnection(subjectFor(tenant.url), means, never));
    expect(failureIn(stages)).toMatchObject({ code: 'NET-102', message: 'no end within the 0.2 s a test may take' });
  });

  test('whose stages are looked at slowly ends when its time is up, too', async () => {
    const tenant = await start();
    const means = { tools: realTools(), shared: createShared(), longestMs: 20 };
    const stages: TestStage[] = [];
    for await (const stage of testConnection(subjectFor(tenant.url), means, never)) {
      stages.push(stage);
      if (stages.length === 1) await once(AbortSignal.timeout(40), 'abort');
    }
    expect(failureIn(stages)).toMatchObject({ stage: 'dns', code: 'NET-102' });
  });

  test('that breaks says so, logs what broke, and throws nothing', async () => {
    const tenant = await start();
    const logged: unknown[] = [];
    const { logger } = realTools();
    const tools = realTools({
      egress: () => {
        throw new RangeError('a bug');
      },
      logger: { ...logger, error: (fields) => logged.push(fields) },
    });
    const stages = await runTest(settingsFor(tenant.url), tools);
    expect(failureIn(stages)).toMatchObject({ stage: 'configuration', message: 'Something in this program broke.' });
    expect(logged).toEqual([{ stage: 'configuration', error: expect.stringContaining('RangeError: a bug') }]);
  });

  test('does not hold the tenant’s other connectors down afterwards', async () => {
    const tenant = await start();
    const shared = createShared();
    const subject = subjectFor(tenant.url);
    const slow = { ...subject, settings: { ...subject.settings, requestsPerSecond: 2 } };
    const tools = realTools();
    const budget = shared.budgets.budgetFor(tenant.url, 100, tools.clock);
    await allOf(testConnection(slow, { tools, shared }, never));
    expect(budget.rate()).toBe(100);
  });

  test('refuses a start that lies in the future', async () => {
    const tenant = await start();
    const failure = failureIn(await runTest(settingsFor(tenant.url, { backfill_start_time: '2999-01-01T00:00:00Z' })));
    expect(failure).toMatchObject({ stage: 'configuration', code: 'CFG-001' });
  });
});
