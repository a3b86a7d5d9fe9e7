import { fault, type OtlpCall, otlpFault, type TenantCall } from '../../src/testing/index.ts';
import type { Trouble } from './strikes.ts';

const wrongKey = { reply: { err_code: 401, err_msg: 'Public API request unauthorized', err_extra: null } };

/** What happens at a Cortex tenant; a life has some ten to fifty requests. */
export const tenantTroubles: readonly Trouble<TenantCall>[] = [
  ['tenant 429', 0.01, fault.status(429)],
  ['tenant 429 Retry-After', 0.01, fault.retryAfter('1')],
  ['tenant 503', 0.01, fault.status(503)],
  ['tenant 401', 0.02, fault.status(401, { body: wrongKey })],
  ['tenant reset', 0.01, fault.reset('before')],
  ['tenant cut with RST', 0.01, fault.cut(0.5, 'reset')],
  ['tenant cut with FIN', 0.01, fault.cut(0.7, 'close')],
  ['tenant hangs', 0.005, fault.hang()],
];

/** What happens at an OTLP endpoint; a life has some five to twenty exports. */
export const endpointTroubles: readonly Trouble<OtlpCall>[] = [
  ['endpoint 503', 0.02, otlpFault.status(503)],
  ['endpoint 429 Retry-After', 0.01, otlpFault.status(429, { 'retry-after': '1' })],
  ['endpoint 503 Retry-After', 0.01, otlpFault.status(503, { 'retry-after': '1' })],
  ['endpoint reset', 0.02, fault.reset('before')],
  ['endpoint accepts, then resets', 0.03, fault.reset('after')],
  ['endpoint accepts, answer cut with RST', 0.02, fault.cut(0.5, 'reset')],
  ['endpoint accepts, answer cut with FIN', 0.02, fault.cut(0.5, 'close')],
  ['endpoint accepts, answers too late', 0.02, fault.slow(1100)],
  ['endpoint accepts in part', 0.02, otlpFault.partialSuccess(2)],
];
