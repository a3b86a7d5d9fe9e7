import { describe, expect, test } from 'vitest';
import { classifyAnswer } from '../../../src/host/delivery/classify-answer.ts';
import type { HttpAnswer, ObservedAnswer } from '../../../src/host/delivery/observed-answer.ts';

const facts = {
  encoding: 'json',
  records: 10,
  nowMs: Date.parse('2026-01-01T00:00:00Z'),
  endpoint: 'http://collector/v1/logs',
  redact: (text: string) => text.replaceAll('hunter2', '[redacted]'),
} as const;

function http(status: number, body = '', headers: HttpAnswer['headers'] = {}): HttpAnswer {
  const type = body === '' ? {} : { 'content-type': 'application/json' };
  const answered = { status, headers: { ...type, ...headers }, body: Buffer.from(body) };
  return { kind: 'answer', ...answered, complete: true, oversized: false, bytes: 1 };
}

/** What the host sees of an outcome, in few words. */
function summary(observed: ObservedAnswer, encoding: 'json' | 'protobuf' = 'json') {
  const outcome = classifyAnswer(observed, { ...facts, encoding });
  switch (outcome.kind) {
    case 'accepted':
      return [outcome.kind, outcome.rejected, outcome.message];
    case 'refused':
      return [outcome.kind, outcome.refusal.status];
    case 'failed':
    case 'encoding-refused':
      return [outcome.kind, outcome.error.kind, outcome.error.code];
  }
}

describe('an acceptance', () => {
  test.each([
    ['an empty object', http(200, '{}'), ['accepted', 0, '']],
    ['an empty body', http(200), ['accepted', 0, '']],
    ['204', http(204), ['accepted', 0, '']],
    ['an empty body of any type', http(200, '', { 'content-type': 'text/html' }), ['accepted', 0, '']],
    ['a charset', http(200, '{}', { 'content-type': 'Application/JSON; charset=utf-8' }), ['accepted', 0, '']],
    ['an empty partial success', http(200, '{"partialSuccess":{}}'), ['accepted', 0, '']],
    ['a null partial success', http(200, '{"partialSuccess":null}'), ['accepted', 0, '']],
    ['rejected as a number', http(200, '{"partialSuccess":{"rejectedLogRecords":3}}'), ['accepted', 3, '']],
    [
      'rejected as a string, with a message',
      http(200, '{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"too old"}}'),
      ['accepted', 3, 'too old'],
    ],
    ['more rejected than sent', http(200, '{"partialSuccess":{"rejectedLogRecords":99}}'), ['accepted', 10, '']],
    ['a warning', http(200, '{"partialSuccess":{"errorMessage":"slow down"}}'), ['accepted', 0, 'slow down']],
    ['a login page', http(200, '<html>', { 'content-type': 'text/html' }), ['failed', 'config', 'OTLP-606']],
    ['plain text', http(200, 'OK', { 'content-type': 'text/plain' }), ['failed', 'config', 'OTLP-606']],
    ['JSON of another kind', http(200, '[1]'), ['failed', 'config', 'OTLP-606']],
    ['JSON that cannot be read', http(200, '{"partial'), ['failed', 'unavailable', 'OTLP-612']],
    ['a cut body', { ...http(200, '{}'), complete: false }, ['failed', 'unavailable', 'OTLP-612']],
    ['5 MiB', { ...http(200, '{}'), complete: false, oversized: true }, ['failed', 'config', 'OTLP-606']],
  ])('with %s', (_, observed, expected) => {
    expect(summary(observed)).toEqual(expected);
  });

  const protobuf = (bytes: readonly number[]): HttpAnswer => ({
    ...http(200, '', { 'content-type': 'application/x-protobuf' }),
    body: Buffer.from(bytes),
  });
  test.each([
    ['without a body', [], ['accepted', 0, '']],
    ['with 3 rejected and a message', [0x0a, 6, 0x08, 3, 0x12, 2, 0x6e, 0x6f], ['accepted', 3, 'no']],
    ['with a message only', [0x0a, 4, 0x12, 2, 0x6e, 0x6f], ['accepted', 0, 'no']],
    ['that is cut', [0x0a, 6, 0x08], ['failed', 'unavailable', 'OTLP-612']],
  ])('in protobuf %s', (_, bytes, expected) => {
    expect(summary(protobuf(bytes), 'protobuf')).toEqual(expected);
  });
});

test.each([
  [302, 'failed', 'config', 'OTLP-603'],
  [401, 'failed', 'auth', 'OTLP-602'],
  [403, 'failed', 'permission', 'OTLP-602'],
  [404, 'failed', 'config', 'OTLP-603'],
  [405, 'failed', 'config', 'OTLP-603'],
  [407, 'failed', 'config', 'OTLP-613'],
  [408, 'failed', 'unavailable', 'OTLP-608'],
  [409, 'failed', 'config', 'OTLP-601'],
  [415, 'encoding-refused', 'config', 'OTLP-607'],
  [429, 'failed', 'throttled', 'OTLP-610'],
  [500, 'failed', 'unavailable', 'OTLP-611'],
  [501, 'failed', 'unavailable', 'OTLP-611'],
  [502, 'failed', 'unavailable', 'OTLP-611'],
  [503, 'failed', 'unavailable', 'OTLP-611'],
  [504, 'failed', 'unavailable', 'OTLP-611'],
  [507, 'failed', 'unavailable', 'OTLP-611'],
])('status %i means %s %s', (status, ...expected) => {
  expect(summary(http(status, 'why'))).toEqual(expected);
  const unsaid = summary({ ...http(status, 'why'), complete: false });
  expect(unsaid, 'the status decides even if the body is cut').toEqual(expected);
});

test.each([400, 413, 422])('status %i means that this request will never be taken', (status) => {
  expect(summary(http(status, 'why'))).toEqual(['refused', status]);
});

test('only 500 and 501 may be the fault of a record', () => {
  const suspected = [500, 501, 502, 503, 504, 507].filter((status) => {
    const outcome = classifyAnswer(http(status), facts);
    return outcome.kind === 'failed' && outcome.refusal !== undefined;
  });
  expect(suspected).toEqual([500, 501]);
});

test('records that cannot be encoded are refused without a status', () => {
  expect(summary({ kind: 'unencodable', error: new RangeError('no'), bytes: 0 })).toEqual(['refused', undefined]);
});

describe('a pause', () => {
  const pauseOf = (status: number, headers: HttpAnswer['headers']) => {
    const outcome = classifyAnswer(http(status, '', headers), facts);
    return outcome.kind === 'failed' ? [outcome.error.kind, outcome.error.retryAfterMs] : [];
  };
  const minutes = 60_000;

  test.each([
    ['seconds', '7', 7000],
    ['fractions', '1.5', 1500],
    ['zero', '0', 1000],
    ['a negative number', '-5', 1000],
    ['ten years', '315360000', 15 * minutes],
    ['a number beyond all numbers', '9'.repeat(400), 15 * minutes],
    ['a date', 'Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['a date in the past', 'Thu, 01 Jan 2015 00:00:30 GMT', 1000],
    ['an old form of date', 'Thursday, 01-Jan-26 00:02:00 GMT', 2 * minutes],
    ['garbage', 'soon', undefined],
    ['garbage that Date.parse reads', 'try again 10', undefined],
    ['nothing', '', undefined],
  ])('asked for in %s is honoured between 1 s and 15 min', (_, header, expected) => {
    expect(pauseOf(429, { 'retry-after': header })).toEqual(['throttled', expected]);
    expect(pauseOf(503, { 'retry-after': header })).toEqual([expected ? 'throttled' : 'unavailable', expected]);
  });

  test('until a date is measured by the clock of the endpoint, not by ours', () => {
    const headers = { date: 'Thu, 01 Jan 2026 05:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 05:00:10 GMT' };
    expect(pauseOf(503, headers)).toEqual(['throttled', 10_000]);
  });
});

describe('what the endpoint says', () => {
  const messageOf = (body: string) => {
    const outcome = classifyAnswer(http(401, body), facts);
    return outcome.kind === 'failed' ? outcome.error.message : '';
  };

  test('is one line of at most 200 characters', () => {
    expect(messageOf(`a\r\nb\u0000\u001bc`)).toBe('http://collector/v1/logs answered 401: a b c');
    expect(messageOf('x'.repeat(5000)).length).toBeLessThan(260);
  });

  test('never shows a secret it echoes, not even half of one', () => {
    expect(messageOf('token hunter2 is wrong')).toContain('token [redacted] is wrong');
    expect(messageOf(`${'x'.repeat(196)}hunter2`)).not.toContain('hunt');
  });
});

describe('a connection that fails', () => {
  const failed = (code: string, message = code) =>
    summary({
      kind: 'failed',
      error: Object.assign(new Error(message), { code }),
      bytes: 0,
    });
  test.each([
    ['ECONNREFUSED', 'unavailable', 'OTLP-608'],
    ['ECONNRESET', 'unavailable', 'OTLP-608'],
    ['ENOTFOUND', 'unavailable', 'OTLP-608'],
    ['EAI_AGAIN', 'unavailable', 'OTLP-608'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted', 'OTLP-609'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted', 'OTLP-609'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted', 'OTLP-609'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted', 'OTLP-609'],
    ['CERT_HAS_EXPIRED', 'untrusted', 'OTLP-609'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted', 'OTLP-609'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'untrusted', 'OTLP-609'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'config', 'OTLP-603'],
    ['HPE_INVALID_CONSTANT', 'config', 'OTLP-603'],
    ['ERR_PROXY_TUNNEL', 'unavailable', 'OTLP-613'],
  ])('with %s is %s', (code, kind, catalogue) => {
    expect(failed(code)).toEqual(['failed', kind, catalogue]);
  });

  test('because the proxy wants credentials is a setting', () => {
    expect(failed('ERR_PROXY_TUNNEL', 'tunnel: HTTP/1.1 407 Proxy Authentication Required')).toEqual([
      'failed',
      'config',
      'OTLP-613',
    ]);
  });
});
