import { expect, test } from 'vitest';
import { authHeaders } from '../../../src/plugin/cortex/auth-headers.ts';
import { Secret } from '../../../src/shared/secret.ts';

const signing = { key: new Secret('kkkk'), keyId: '7', nonce: 'A'.repeat(64), timestampMs: 1_700_000_000_000 };

test('a Standard key travels as it is', () => {
  expect(authHeaders({ ...signing, type: 'standard' })).toEqual({ authorization: 'kkkk', 'x-xdr-auth-id': '7' });
});

test('an Advanced key signs nonce and time with plain SHA-256', () => {
  expect(authHeaders({ ...signing, type: 'advanced' })).toEqual({
    authorization: '4e54aefaf1722ecbb648816700ba426451b39f7f6f0069de50d80874ab877c68',
    'x-xdr-auth-id': '7',
    'x-xdr-nonce': 'A'.repeat(64),
    'x-xdr-timestamp': '1700000000000',
  });
});

test('the time is signed in whole milliseconds, as the header shows it', () => {
  const whole = authHeaders({ ...signing, type: 'advanced' });
  expect(authHeaders({ ...signing, type: 'advanced', timestampMs: signing.timestampMs + 0.7 })).toEqual(whole);
});

test.each(['standard', 'advanced'] as const)('a key without id, of XSOAR 6, travels alone (%s)', (type) => {
  expect(authHeaders({ ...signing, keyId: undefined, type })).toEqual({ authorization: 'kkkk' });
});
