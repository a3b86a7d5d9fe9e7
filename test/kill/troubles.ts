import { fault, type OtlpCall, otlpFault, type TenantCall } from '../../src/testing/index.ts';
import type { Trouble } from './strikes.ts';

const wrongKey = { reply: { err_code: 401, err_msg: 'Public API request unauthorized', err_extra: null } };

/** What happens at a Cortex tenant. */
export const tenantTroubles: readonly Trouble<TenantCall>[] = [
  ['tenant 429', fault.status(429)],
  ['tenant 429 Retry-After', fault.retryAfter('1')],
  ['tenant 503', fault.status(503)],
  ['tenant 401', fault.status(401, { body: wrongKey })],
  ['tenant reset', fault.reset('before')],
  ['tenant cut with RST', fault.cut(0.5, 'reset')],
  ['tenant cut with FIN', fault.cut(0.7, 'close')],
  ['tenant hangs', fault.hang()],
];

/** What happens at an OTLP endpoint. */
export const endpointTroubles: readonly Trouble<OtlpCall>[] = [
  ['endpoint 503', otlpFault.status(503)],
  ['endpoint 429 Retry-After', otlpFault.status(429, { 'retry-after': '1' })],
  ['endpoint 503 Retry-After', otlpFault.status(503, { 'retry-after': '1' })],
  ['endpoint reset', fault.reset('before')],
  ['endpoint accepts, then resets', fault.reset('after')],
  ['endpoint accepts, answer cut with RST', fault.cut(0.5, 'reset')],
  ['endpoint accepts, answer cut with FIN', fault.cut(0.5, 'close')],
  ['endpoint accepts, answers too late', fault.slow(1100)],
  ['endpoint accepts in part', otlpFault.partialSuccess(2)],
];
