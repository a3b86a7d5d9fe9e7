import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import { createTenantModel, insertIndicatorsPath, type JsonObject } from '../../../../src/testing/index.ts';

const at = 1_772_000_000_000;
const good = { indicator: '203.0.113.9', type: 'IP', severity: 'HIGH' };
const wrong = { indicator: '203.0.113.999', type: 'IP', severity: 'HIGH' };

function insert(data: JsonValue, rest: JsonObject = {}) {
  const model = createTenantModel();
  const answer = model.answer(insertIndicatorsPath, { request_data: data, ...rest }, at);
  return { model, answer };
}

describe('insert_jsons', () => {
  test('takes a list and answers true', () => {
    const { model, answer } = insert([good]);
    expect(answer.body).toEqual({ reply: true });
    expect([...model.indicators.values()]).toEqual([good]);
    expect(model.actions).toMatchObject([{ kind: 'insert_jsons', endpointIds: [], atMs: at, request: [good] }]);
  });

  test('keeps silent about what it does not take, unless asked to validate', () => {
    const silent = insert([good, wrong]);
    expect(silent.answer.body).toEqual({ reply: true });
    expect([...silent.model.indicators.keys()]).toEqual(['203.0.113.9']);
    const { answer } = insert([good, wrong], { validate: true });
    expect(answer.body).toEqual({
      reply: {
        success: false,
        validation_errors: [{ indicator: '203.0.113.999', error: '203.0.113.999 is no IP' }],
      },
    });
    expect(insert([good], { validate: true }).answer.body).toEqual({ reply: { success: true, validation_errors: [] } });
  });

  const hash = 'a'.repeat(64);
  test.each<[JsonObject]>([
    [{ ...good, indicator: hash, type: 'HASH', reputation: 'BAD', reliability: 'A', expiration_date: at }],
    [{ ...good, indicator: 'evil.example', type: 'DOMAIN_NAME', expiration_date: 'Never', comment: 'x' }],
    [{ ...good, indicator: 'a.exe', type: 'FILENAME', expiration_date: -1, class: 'Malware' }],
    [{ ...good, vendors: [{ vendor_name: 'V1', reliability: 'A', reputation: 'GOOD' }] }],
  ])('takes %j', (indicator) => {
    expect([...insert([indicator]).model.indicators.values()]).toEqual([indicator]);
  });

  test.each<[JsonObject]>([
    [{ ...good, indicator: '' }],
    [{ ...good, type: 'Domain' }],
    [{ ...good, severity: 'High' }],
    [{ indicator: 'evil.example', type: 'DOMAIN_NAME' }],
    [{ ...good, indicator: 'a'.repeat(40), type: 'HASH' }],
    [{ ...good, reputation: 'EVIL' }],
    [{ ...good, reliability: 'Z' }],
    [{ ...good, expiration_date: '13/07/2023 14:00' }],
    [{ ...good, vendors: [{ vendor_name: 'V1', reliability: 'A' }] }],
  ])('does not take %j', (indicator) => {
    const { model, answer } = insert([indicator], { validate: true });
    expect(answer).toMatchObject({ status: 200, body: { reply: { success: false } } });
    expect(model.indicators.size).toBe(0);
  });

  test.each<[JsonValue]>([[{}], [good], ['x'], [['x']]])('an envelope with %j is a 400', (data) => {
    const { model, answer } = insert(data);
    expect(answer.status).toBe(400);
    expect(model.actions).toEqual([]);
  });
});
