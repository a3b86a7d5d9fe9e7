import { describe, expect, test } from 'vitest';
import { fault, insertIndicatorsPath, type JsonObject } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';

const name = 'create-indicator';
const simple = { indicator_type: 'IP', indicator: '203.0.113.7', severity: 'High' };

describe('what is inserted', () => {
  test('one indicator with all that can be said of it, validated, in the words of the API', async () => {
    const bench = await commandBench();
    const result = await bench.run(name, {
      ...simple,
      reputation: 'Suspicious',
      reliability: 'C',
      expiration_date: '2027-01-31 14:00',
      comment: 'Test comment',
      vendors: [{ vendor_name: 'V1', reliability: 'A', reputation: 'GOOD' }],
    });
    expect(result).toMatchObject({
      returnData: 'Successful',
      failures: [],
      rawData: { reply: { success: true, validation_errors: [] } },
      keyFields: { indicators: ['203.0.113.7'] },
    });
    const row = {
      indicator: '203.0.113.7',
      type: 'IP',
      severity: 'HIGH',
      reputation: 'SUSPICIOUS',
      reliability: 'C',
      expiration_date: Date.UTC(2027, 0, 31, 14),
      comment: 'Test comment',
      vendors: [{ vendor_name: 'V1', reliability: 'A', reputation: 'GOOD' }],
    };
    expect(bench.sent(insertIndicatorsPath)).toEqual([{ request_data: [row], validate: true }]);
    expect(bench.tenant.model.indicators.get('203.0.113.7')).toEqual(row);
  });

  test.for<[given: string, indicator: string, sent: string]>([
    ['Hash', 'a'.repeat(64), 'HASH'],
    ['IP', '2001:db8::1', 'IP'],
    ['Domain', 'bad.example', 'DOMAIN_NAME'],
    ['File', 'bad.exe', 'FILENAME'],
    ['path', 'C:\\bad.exe', 'PATH'],
  ])('type %s', async ([indicator_type, indicator, sent]) => {
    const bench = await commandBench();
    const result = await bench.run(name, { indicator_type, indicator, severity: 'Low' });
    expect(result.returnData).toBe('Successful');
    expect(bench.tenant.model.indicators.get(indicator)).toMatchObject({ type: sent });
  });

  test.for<[given: string, sent: string]>([
    ['Informational', 'INFO'],
    ['Low', 'LOW'],
    ['Medium', 'MEDIUM'],
    ['High', 'HIGH'],
    ['Critical', 'CRITICAL'],
    ['Unknown', 'UNKNOWN'],
  ])('severity %s', async ([severity, sent]) => {
    const bench = await commandBench();
    await bench.run(name, { ...simple, severity, expiration_date: 'never' });
    expect(bench.sent(insertIndicatorsPath)).toMatchObject([
      { request_data: [{ severity: sent, expiration_date: 'Never' }] },
    ]);
  });

  test.for(['indicator', 'vendors'])('101 in %s are refused before anything is sent', async (parameter) => {
    const bench = await commandBench();
    const many = {
      indicator: Array.from({ length: 101 }, (_, index) => `192.0.2.${index}`),
      vendors: Array.from({ length: 101 }, () => ({ vendor_name: 'V1', reliability: 'A', reputation: 'good' })),
    };
    const input = { ...simple, [parameter]: many[parameter as keyof typeof many] };
    await expect(bench.run(name, input)).rejects.toThrow(`${parameter} must hold at most 100`);
    expect(bench.tenant.requests).toEqual([]);
  });

  test.for<JsonObject>([
    { indicator_type: 'url' },
    { severity: 'worst' },
    { reputation: 'evil' },
    { reliability: 'Z' },
    { expiration_date: '13/07/2023 14:00' },
    { vendors: [{ vendor_name: 'V1' }] },
    { indicator: [] },
    { tlp: 'red' },
  ])('%j is refused before anything is sent', async (wrong) => {
    const bench = await commandBench();
    const input = { ...simple, ...wrong };
    const [parameter = ''] = Object.keys(wrong);
    await expect(bench.run(name, input)).rejects.toMatchObject({
      code: 'CMD-901',
      message: expect.stringContaining(parameter),
    });
    expect(bench.tenant.requests).toEqual([]);
  });
});

describe('what goes wrong', () => {
  const several = { ...simple, indicator: ['203.0.113.7', 'no address', '203.0.113.8'] };

  test('what the tenant does not take is named, the others are there', async () => {
    const bench = await commandBench();
    const result = await bench.run(name, several);
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { indicators: ['203.0.113.7', '203.0.113.8'] },
      failures: [
        {
          indicator: 'Create Indicator failed.',
          input: 'no address',
          statusCode: 400,
          message: expect.stringContaining('no address is no IP'),
          code: 'CMD-931',
          outcome: 'not done',
        },
      ],
    });
    expect([...bench.tenant.model.indicators.keys()]).toEqual(['203.0.113.7', '203.0.113.8']);
  });

  test.for([
    [{ success: false, validation_errors: [{ indicator: '203.000.113.7', error: 'bad' }] }, '203.000.113.7: bad'],
    [{ success: true, validation_errors: [{ error: 'bad' }] }, 'an indicator: bad'],
    [{ success: true, validation_errors: ['bad'] }, 'an indicator: bad'],
    [{ success: true, validation_errors: 'bad' }, 'an indicator: bad'],
    [{ success: true, validation_errors: { indicator: 'x', error: 'bad' } }, 'x: bad'],
  ] as const)('an error that names none of them may be about any: %j', async ([reply, said]) => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(insertIndicatorsPath, fault.status(200, { body: { reply } })));
    expect(await bench.run(name, simple)).toMatchObject({
      returnData: 'Failed',
      failures: [{ message: expect.stringContaining(said) as string }],
      keyFields: { indicators: [] },
    });
  });

  test('a bare true is success, as servers that do not validate answer', async () => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.change((answer) => ({ ...answer, body: { reply: true } })));
    expect(await bench.run(name, simple)).toMatchObject({ returnData: 'Successful', rawData: { reply: true } });
  });

  test.for<[status: number, code: string]>([
    [403, 'PERM-401'],
    [404, 'API-404'],
    [413, 'API-SIZE'],
  ])('%d: nothing is inserted', async ([status, code]) => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(insertIndicatorsPath, fault.status(status)));
    const result = await bench.run(name, several);
    expect(result.returnData).toBe('Failed');
    expect(result.failures.map((each) => [each.input, each.statusCode, each.code, each.outcome])).toEqual(
      several.indicator.map((indicator) => [indicator, status, code, 'not done']),
    );
    expect(bench.tenant.model.indicators.size).toBe(0);
  });

  test('429 once is waited out, a lasting one fails', async () => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(insertIndicatorsPath, fault.once(fault.retryAfter('3'))));
    expect(await bench.run(name, simple)).toMatchObject({ returnData: 'Successful' });
    bench.tenant.faults.add(fault.at(insertIndicatorsPath, fault.status(429)));
    const result = await bench.run(name, simple);
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 429, outcome: 'not done' }] });
    expect(bench.tenant.model.actions).toHaveLength(1);
  });

  test.for([
    ['cut in the middle of the answer', fault.cut(0.5)],
    ['reset after the work was done', fault.reset('after')],
    ['an answer that is none', fault.change(() => ({ status: 200, headers: {}, body: { reply: {} } }))],
  ] as const)('%s: written once, and nobody knows', async ([, cut]) => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(insertIndicatorsPath, cut));
    const result = await bench.run(name, simple);
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ outcome: 'unknown', remedy: expect.stringContaining('sending the same again replaces them') }],
    });
    expect(bench.tenant.model.actions).toHaveLength(1);
    expect(bench.sent(insertIndicatorsPath)).toHaveLength(1);
  });

  test('an error that names no indicator speaks of all', async () => {
    const bench = await commandBench();
    const body = { reply: { success: false, validation_errors: [{ error: 'all wrong' }] } };
    bench.tenant.faults.add(fault.change((answer) => ({ ...answer, body })));
    const result = await bench.run(name, several);
    expect(result).toMatchObject({ returnData: 'Failed', keyFields: { indicators: [] } });
  });
});

test('an indicator that the tenant writes in its own way is the one that was given', async () => {
  const bench = await commandBench();
  const refusal = { reply: { success: false, validation_errors: [{ indicator: 'bad.example', error: 'known' }] } };
  bench.tenant.faults.add(fault.at(insertIndicatorsPath, fault.raw(JSON.stringify(refusal))));
  const input = { indicator_type: 'domain', indicator: ['Bad.Example', 'worse.example'], severity: 'high' };
  expect(await bench.run('create-indicator', input)).toMatchObject({
    returnData: 'Partially Successful',
    keyFields: { indicators: ['worse.example'] },
  });
});
