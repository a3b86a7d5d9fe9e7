import { expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { classifyFailure } from '../../../src/plugin/cortex/classify-failure.ts';
import { isLostStart } from '../../../src/plugin/xql/is-lost-start.ts';

const failed = (code: string, syscall?: string) =>
  classifyFailure(Object.assign(new Error(code), { code, syscall }), 'api.example', (text) => text);

test.for([
  ['a name that cannot be resolved', failed('ENOTFOUND', 'getaddrinfo'), false],
  ['a connection that is refused', failed('ECONNREFUSED', 'connect'), false],
  ['a connection that is not made in time', failed('UND_ERR_CONNECT_TIMEOUT'), false],
  ['a connection that is cut', failed('ECONNRESET', 'read'), true],
  ['an answer that does not come', failed('UND_ERR_HEADERS_TIMEOUT'), true],
  ['a gateway', new ConnectorError('unavailable', 'not available', { status: 502 }), true],
  ['a redirect', new ConnectorError('config', 'redirects', { status: 303 }), true],
  ['a success without an id', new ConnectorError('protocol', 'no id'), true],
  ['a request that was not understood', new ConnectorError('protocol', 'what?', { status: 400 }), false],
  ['a missing right', new ConnectorError('permission', 'no', { status: 403 }), false],
] as const)('%s leaves in doubt whether a query was started, or not', ([, error, lost]) => {
  expect(isLostStart(error)).toBe(lost);
});
