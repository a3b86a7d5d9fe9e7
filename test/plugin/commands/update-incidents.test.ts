import { describe, expect, test } from 'vitest';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { fault, type JsonObject, testStartMs, updateIncidentPath } from '../../../src/testing/index.ts';
import { stocked } from '../enrichment/stocked-model.ts';
import { commandBench, type BenchOptions } from './command-bench.ts';

const name = 'update-incidents';

async function benchWith(options: BenchOptions = {}) {
  const model = stocked([1, 2, 3].map((id) => ({ id, alerts: 0, modifiedMs: testStartMs - id * 1000 })));
  const bench = await commandBench({ model, ...options });
  const incident = (id: string) =>
    model.incidents.visible(bench.clock.now()).find((each) => each['incident_id'] === id) ?? {};
  const updates = () => model.actions.filter(({ kind }) => kind === 'update_incident');
  return { ...bench, incident, updates };
}

const checked = (input: unknown) =>
  createCortexPlugin()
    .commands.find(({ description }) => description.name === name)
    ?.check(input);

describe('what is changed', () => {
  test('each incident by a request of its own, in the words of the API', async () => {
    const bench = await benchWith();
    bench.tenant.model.users.put('ana@example.com', 'Ana');
    const input = {
      incident_ids: ['1', 2],
      assigned_user_mail: 'ana@example.com',
      assigned_user_name: 'Ana',
      status: 'Resolved Known Issue',
      severity: 'High',
      comment: 'Seen.',
      resolve_comment: 'Known.',
    };
    const result = await bench.run(name, input);
    const update_data = {
      assigned_user_mail: 'ana@example.com',
      assigned_user_pretty_name: 'Ana',
      manual_severity: 'high',
      status: 'resolved_known_issue',
      comment: { comment_action: 'add', value: 'Seen.' },
      resolve_comment: 'Known.',
    };
    expect(result).toMatchObject({
      returnData: 'Successful',
      failures: [],
      rawData: { results: [{ reply: true }, { reply: true }] },
      keyFields: { incident_ids: ['1', '2'], update_data },
    });
    expect(bench.sent(updateIncidentPath)).toEqual(
      ['1', '2'].map((incident_id) => ({ request_data: { incident_id, update_data } })),
    );
    expect(bench.incident('2')).toMatchObject({
      status: 'resolved_known_issue',
      manual_severity: 'high',
      assigned_user_pretty_name: 'Ana',
      resolve_comment: 'Known.',
    });
  });

  test('update_data goes through as it is', async () => {
    const bench = await benchWith();
    const update_data = { notes: 'By hand', status: 'under_investigation' };
    expect(await bench.run(name, { incident_ids: '1', update_data })).toMatchObject({ rawData: { reply: true } });
    expect(bench.sent(updateIncidentPath)).toEqual([{ request_data: { incident_id: '1', update_data } }]);
  });

  test('update_data is taken as the D3 document writes it, with a status in capitals', async () => {
    const bench = await benchWith();
    bench.tenant.model.users.put('sample@example.com', 'Sample');
    const update_data = {
      status: 'RESOLVED_KNOWN_ISSUE',
      assigned_user_mail: 'sample@example.com',
      resolve_comment: 'incident has been updated.',
    };
    const result = await bench.run(name, { incident_ids: ['1'], update_data });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { incident_ids: ['1'], update_data } });
    expect(bench.incident('1')).toMatchObject({ status: 'resolved_known_issue', assigned_user_pretty_name: 'Sample' });
  });

  test('is told beforehand, with a warning of a name that changes nothing', () => {
    expect(checked({ incident_ids: ['1', '2'], status: 'new', assigned_user_name: 'Ana' })).toEqual({
      ok: true,
      summary: 'Update 2 incidents (1, 2): status new',
      fields: [{ path: 'assigned_user_name', errors: [], warnings: ['changes nothing without assigned_user_mail'] }],
    });
  });

  test.for<[input: JsonObject, message: string]>([
    [{}, 'the input changes nothing: give one of assigned_user_mail, status'],
    [{ assigned_user_name: 'Ana' }, 'the input changes nothing'],
    [{ status: 'Resolved Auto' }, 'status must be one of new, under_investigation, resolved_known_issue'],
    [{ severity: 'informational' }, 'severity must be one of critical, high, medium, low'],
    [{ update_data: {} }, 'update_data must hold at least one field'],
    [{ update_data: { notes: 'x' }, status: 'new' }, 'update_data must stand alone'],
    [{ status: 'new', resolve_comment: 'x' }, 'resolve_comment is for resolved incidents'],
    [{ state: 'new' }, 'state is no parameter of update-incidents'],
  ])('%j is refused before anything is sent', async ([input, message]) => {
    const bench = await benchWith();
    await expect(bench.run(name, { incident_ids: ['1'], ...input })).rejects.toMatchObject({
      code: 'CMD-901',
      message: expect.stringContaining(message),
    });
    expect(bench.tenant.requests).toEqual([]);
  });

  test('is refused without commands: write', async () => {
    const bench = await benchWith({ settings: { commands: 'read' } });
    await expect(bench.run(name, { incident_ids: ['1'], status: 'new' })).rejects.toMatchObject({ code: 'CMD-902' });
    expect(bench.tenant.requests).toEqual([]);
  });
});

describe('what goes wrong', () => {
  const input = { incident_ids: ['1', '2', '3'], status: 'resolved_other' };

  test('an incident that is not there is named, and the others are changed', async () => {
    const bench = await benchWith();
    const result = await bench.run(name, { ...input, incident_ids: ['1', '77', '3'] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { incident_ids: ['1', '3'] },
      failures: [
        { indicator: 'Update Incidents failed.', input: '77', statusCode: 404, code: 'CMD-931', outcome: 'not done' },
      ],
    });
    expect(bench.updates()).toHaveLength(2);
  });

  test('the same where rules of privacy keep the API from being quoted', async () => {
    const bench = await benchWith({ settings: { privacy: 'drop: description' } });
    const result = await bench.run(name, { ...input, incident_ids: ['77'] });
    expect(result.failures).toMatchObject([{ input: '77', statusCode: 404, code: 'CMD-931' }]);
  });

  test('an assignee that nobody is', async () => {
    const bench = await benchWith();
    const result = await bench.run(name, { incident_ids: ['1'], assigned_user_mail: 'nobody@example.com' });
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [
        {
          statusCode: 500,
          message: expect.stringContaining('is not a valid Cortex XDR email address'),
          remedy: expect.stringContaining('Correct the input as the message says'),
        },
      ],
    });
  });

  test.for<[status: number, code: string]>([
    [403, 'PERM-401'],
    [404, 'API-404'],
    [400, 'API-400'],
  ])('%d: none is changed, and each is named', async ([status, code]) => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(updateIncidentPath, fault.status(status)));
    const result = await bench.run(name, input);
    expect(result.returnData).toBe('Failed');
    expect(
      result.failures.map((failure) => [failure.input, failure.statusCode, failure.code, failure.outcome]),
    ).toEqual(['1', '2', '3'].map((id) => [id, status, code, 'not done']));
    expect(bench.updates()).toEqual([]);
  });

  test('429 once is waited out: it says that nobody looked at it', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(updateIncidentPath, fault.once(fault.status(429))));
    expect(await bench.run(name, input)).toMatchObject({ returnData: 'Successful' });
    expect(bench.updates()).toHaveLength(3);
  });

  test('a lasting 429 fails each', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(updateIncidentPath, fault.status(429)));
    const result = await bench.run(name, { ...input, incident_ids: ['1'] });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 429, outcome: 'not done' }] });
    expect(bench.updates()).toEqual([]);
  });

  test.for([
    ['cut in the middle of the answer', fault.cut(0.5)],
    ['reset after the work was done', fault.reset('after')],
    ['a gateway that gives up', fault.change(() => ({ status: 504, headers: {}, body: 'timeout' }))],
    ['an answer that is none', fault.change(() => ({ status: 200, headers: {}, body: { reply: 'maybe' } }))],
  ] as const)('%s: written once, never again; nobody knows, and the others are changed', async ([, cut]) => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(updateIncidentPath, fault.nth(2, cut)));
    const result = await bench.run(name, input);
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { incident_ids: ['1', '3'] },
      failures: [
        {
          input: '2',
          outcome: 'unknown',
          remedy: expect.stringContaining('get-incident-details (incident_ids: ["2"])'),
        },
      ],
    });
    expect(bench.updates().map(({ request }) => (request as JsonObject)['incident_id'])).toEqual(['1', '2', '3']);
    expect(bench.sent(updateIncidentPath)).toHaveLength(3);
  });

  test('a key that nobody knows is told at once: each further request would meet the same', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(updateIncidentPath, fault.status(401)));
    const result = await bench.run(name, input);
    expect(result.failures.map(({ message }) => message.startsWith('not tried, after: '))).toEqual([false, true, true]);
    expect(bench.sent(updateIncidentPath)).toHaveLength(1);
  });

  test('an incident that the key may not change says nothing of the next', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(updateIncidentPath, fault.first(2, fault.status(403))));
    expect(await bench.run(name, input)).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        { input: '1', statusCode: 403 },
        { input: '2', statusCode: 403 },
      ],
      keyFields: { incident_ids: ['3'] },
    });
  });

  test('a way that is cut twice in a row is given up: two are unknown, and not all', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(updateIncidentPath, fault.reset('after')));
    const result = await bench.run(name, { ...input, incident_ids: ['1', '2', '3', '4'] });
    expect(result.failures.map(({ input: id, outcome }) => [id, outcome])).toEqual([
      ['1', 'unknown'],
      ['2', 'unknown'],
      ['3', 'not done'],
      ['4', 'not done'],
    ]);
    expect(bench.sent(updateIncidentPath)).toHaveLength(2);
  });

  test('interrupted: what was under way is unknown, what was not sent is told, and nothing more is sent', async () => {
    const bench = await benchWith();
    const interrupt = new AbortController();
    bench.tenant.faults.add(
      fault.at(
        updateIncidentPath,
        fault.nth(2, () => () => {
          queueMicrotask(() => interrupt.abort(new Error('stop')));
          return { kind: 'hang', after: 'nothing' };
        }),
      ),
    );
    const result = await bench.run(name, input, interrupt.signal);
    expect(result.returnData).toBe('Partially Successful');
    expect(result.failures.map((failure) => [failure.input, failure.outcome, failure.code])).toEqual([
      ['2', 'unknown', 'CMD-903'],
      ['3', 'not done', 'CMD-903'],
    ]);
    expect(bench.sent(updateIncidentPath)).toHaveLength(2);
  });

  test('interrupted before anything was sent, it ends with the reason', async () => {
    const bench = await benchWith();
    await expect(bench.run(name, input, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    expect(bench.tenant.requests).toEqual([]);
  });
});
