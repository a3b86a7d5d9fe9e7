import { inspect } from 'node:util';
import { errors } from 'undici';
import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { classifyFailure } from '../../../src/plugin/cortex/classify-failure.ts';

const hide = (text: string) => text.replaceAll('CANARY', '[redacted]');
const classify = (failure: unknown) => classifyFailure(failure, 'api-acme.example', hide);
const coded = (code: string, fields: object = {}) => Object.assign(new Error('CANARY'), { code, ...fields });

describe('a failure', () => {
  test.each([
    ['ENOTFOUND', 'unavailable', 'NET-101'],
    ['EAI_AGAIN', 'unavailable', 'NET-101'],
    ['ECONNREFUSED', 'unavailable', 'NET-102'],
    ['EHOSTUNREACH', 'unavailable', 'NET-102'],
    ['ENETUNREACH', 'unavailable', 'NET-102'],
    ['ETIMEDOUT', 'unavailable', 'NET-102'],
    ['UND_ERR_CONNECT_TIMEOUT', 'unavailable', 'NET-102'],
    ['UND_ERR_HEADERS_TIMEOUT', 'unavailable', 'NET-102'],
    ['UND_ERR_BODY_TIMEOUT', 'unavailable', 'NET-102'],
    ['UND_ERR_SOCKET', 'unavailable', 'NET-102'],
    ['ECONNRESET', 'unavailable', 'NET-102'],
    ['EPIPE', 'unavailable', 'NET-102'],
    ['EMFILE', 'unavailable', 'NET-102'],
    ['Z_BUF_ERROR', 'unavailable', 'NET-102'],
    ['UND_ERR_PRX_CONN', 'unavailable', 'NET-104'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted', 'TLS-201'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted', 'TLS-201'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted', 'TLS-201'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted', 'TLS-201'],
    ['CERT_REVOKED', 'untrusted', 'TLS-201'],
    ['CERT_HAS_EXPIRED', 'untrusted', 'TLS-202'],
    ['CERT_NOT_YET_VALID', 'untrusted', 'TLS-202'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted', 'TLS-202'],
    ['EPROTO', 'untrusted', 'TLS-201'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'untrusted', 'TLS-201'],
    ['HPE_INVALID_CONSTANT', 'protocol', 'API-BODY'],
    ['UND_ERR_HEADERS_OVERFLOW', 'protocol', 'API-BODY'],
    ['Z_DATA_ERROR', 'protocol', 'API-BODY'],
    ['ERR__ERROR_FORMAT_PADDING_1', 'protocol', 'API-BODY'],
    ['SOMETHING_NEW', 'unavailable', 'NET-102'],
  ])('of code %s is %s (%s), with the code, a remedy, and none of its words', (code, kind, catalogued) => {
    const error = classify(coded(code));
    expect(error).toMatchObject({ kind, code: catalogued, remedy: expect.stringMatching(/\.$/) });
    expect(error.message).toContain('api-acme.example');
    expect(error.message).toContain(code);
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('CANARY');
  });

  test('tells call and address', () => {
    const error = classify(coded('ECONNREFUSED', { syscall: 'connect', address: '192.0.2.1', port: 443 }));
    expect(error.message).toContain('(ECONNREFUSED connect 192.0.2.1:443)');
  });

  test('of DNS names what was asked for, which may be the proxy', () => {
    expect(classify(coded('ENOTFOUND', { hostname: 'proxy.corp.example' })).message).toContain(
      'proxy.corp.example cannot be resolved',
    );
    expect(classify(coded('ENOTFOUND', { hostname: 'api-acme.example' })).message).toContain(
      'api-acme.example cannot be resolved',
    );
  });

  test('of several addresses is told by the first', () => {
    const all = new AggregateError([coded('EHOSTUNREACH', { address: '192.0.2.1' }), coded('ECONNREFUSED')]);
    expect(classify(all).message).toContain('EHOSTUNREACH 192.0.2.1');
    expect(classify(new AggregateError([])).kind).toBe('unavailable');
  });

  test('wrapped by undici is told by what it wraps', () => {
    const wrapped = new errors.SecureProxyConnectionError(coded('ERR_TLS_CERT_ALTNAME_INVALID'));
    expect(classify(wrapped)).toMatchObject({ kind: 'untrusted', code: 'TLS-202' });
    expect(classify(new TypeError('CANARY', { cause: coded('ECONNRESET') })).message).toContain('ECONNRESET');
  });

  test.each([
    [407, 'config'],
    [403, 'config'],
    [502, 'unavailable'],
    [429, 'unavailable'],
  ])('of a proxy that answers %i is %s', (status, kind) => {
    const failure = new errors.RequestAbortedError(`Proxy response (${status}) !== 200 when HTTP Tunneling`);
    expect(classify(failure)).toMatchObject({
      kind,
      code: 'NET-104',
      message: expect.stringContaining(`proxy answered ${status}`),
    });
  });

  test('that is one of ours already stays what it is', () => {
    const error = new ConnectorError('config', 'blocked', { code: 'NET-103' });
    expect(classify(error)).toBe(error);
  });

  test.each([undefined, null, 'CANARY', 7, {}, new Error('CANARY')])(
    'that makes no sense is still told without its words: %j',
    (failure) => {
      const error = classify(failure);
      expect(error.kind).toBe('unavailable');
      expect(inspect(error)).not.toContain('CANARY');
    },
  );
});
