import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { maskedJson } from '../../../src/host/console/masked-json.ts';
import { maskedRecord } from '../../../src/host/console/masked-record.ts';
import { createRedactor } from '../../../src/shared/redact.ts';
import { record } from '../delivery/records.ts';

const secret = 'CANARY-kE7/w+9z=Qm';
const redactor = createRedactor([secret, '987654321']);
const shown = (value: JsonValue) => maskedJson(value, redactor);

describe('what is shown of a record', () => {
  test('is what was delivered, and what the vendor sent', () => {
    expect(maskedRecord(record(7), redactor)).toEqual({
      uid: record(7).uid,
      eventName: 'paloalto.cortex.incident.updated',
      severity: 'high',
      time: '2023-11-14T22:13:27.123Z',
      mapped: {
        eventName: 'paloalto.cortex.incident.updated',
        time: '1700000007123000000',
        observedTime: '1800000000000000000',
        severityNumber: 17,
        severityText: 'high',
        attributes: {
          'paloalto.cortex.incident.id': '7',
          'user.roles': ['admin', 'analyst'],
          'log.record.uid': record(7).uid,
        },
      },
      raw: { id: 7, name: 'incident 7' },
    });
  });

  test.for([undefined, [1e15, 0], [-1e15, 0]] as const)('has no time where there is none to show: %j', (time) => {
    const { time: _, ...timeless } = record(1);
    expect(maskedRecord({ ...timeless, ...(time && { time }) }, redactor).time).toBeNull();
  });

  test.for<[string, JsonValue]>([
    ['a text', `Bearer ${secret}`],
    ['a text in base64', Buffer.from(secret).toString('base64')],
    ['a number', 987_654_321],
    ['a name', { [secret]: 1 }],
    ['a list', [[{ deep: [secret] }]]],
  ])('holds no known secret in %s', ([, value]) => {
    const text = JSON.stringify(maskedRecord(record(1, { value }), redactor));
    expect(text).toContain('[redacted]');
    for (const form of [secret, Buffer.from(secret).toString('base64').slice(0, -3), '987654321'])
      expect(text).not.toContain(form);
  });

  test.for([
    'password',
    'user_passwd',
    'clientSecret',
    'api_key',
    'API-Key',
    'x-auth-token',
    'Authorization',
    'Set-Cookie',
  ])('holds no value of %s, whatever it is', (key) => {
    expect(shown({ [key]: 'open sesame' })).toEqual({ [key]: '•••' });
    expect(shown({ a: [{ [key]: { inner: ['open sesame'] } }] })).toEqual({ a: [{ [key]: '•••' }] });
    expect(shown({ [key]: null })).toEqual({ [key]: null });
  });

  test.for(['key_id', 'keyboard', 'authentication_method', 'tokens_used', 'incident_id', 'AUDIT_SESSION_ID'])(
    'holds the value of %s',
    (key) => expect(shown({ [key]: 'x' })).toEqual({ [key]: 'x' }),
  );

  test('is cut where it is too large, or nested without end', () => {
    const large = shown({ text: 'x'.repeat(1_000_000) });
    expect(JSON.stringify(large).length).toBeLessThan(40_000);
    expect(large).toMatch(/… \(1000011 characters\)$/);
    let nested: JsonValue = 'the bottom';
    for (let level = 0; level < 50_000; level++) nested = [nested];
    expect(JSON.stringify(shown(nested))).not.toContain('the bottom');
  });

  test('keeps a name that JavaScript gives a meaning to', () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}}') as JsonValue;
    expect(JSON.stringify(shown(value))).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.getPrototypeOf(shown(value))).toBe(Object.prototype);
  });
});
