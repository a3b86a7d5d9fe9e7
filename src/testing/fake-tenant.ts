import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, JsonValue } from '../contract/index.ts';
import { createChangeBell } from './change-bell.ts';
import type { Answer } from './faults/answer.ts';
import type { FaultCall } from './faults/fault.ts';
import { createFaultSwitch, type FaultSwitch } from './faults/fault-switch.ts';
import { sendAnswer } from './faults/send-answer.ts';
import { readBody, singleHeaders, startLoopbackServer, type LoopbackOptions } from './loopback-server.ts';
import { refusal, type ApiKey } from './tenant/api-key.ts';
import { extraDataLimitExceeded, tooManyRequests, unknownPath } from './tenant/error-answers.ts';
import { extraDataPath } from './tenant/incident-extra-data.ts';
import { createRateLimiter } from './tenant/rate-limiter.ts';
import { routeOf } from './tenant/route-of.ts';
import { systemAnswer } from './tenant/system-answers.ts';
import { createTenantModel, type TenantModel } from './tenant-model.ts';

/** A request to the tenant, as a fault sees it. */
export interface TenantCall extends FaultCall {
  /** The parsed body; null when there was none or it was no JSON. */
  readonly body: JsonValue;
}

/** A request the tenant has dealt with. */
export interface TenantRequest extends TenantCall {
  /** When it was read, by the tenant's clock, epoch milliseconds. */
  readonly atMs: number;
  /** Undefined when nothing was said. */
  readonly status: number | undefined;
}

export interface FakeTenantOptions extends LoopbackOptions {
  /** Default: an empty one. */
  readonly model?: TenantModel;
  /** Default: one Standard key, {@link demoKey}. */
  readonly keys?: readonly ApiKey[];
  /** The tenant's own clock: signatures, expiry, rate limit, visibility and `Date`. Default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
  /** Whether answers carry `Date`. Default true. */
  readonly date?: boolean;
  /** Requests let through in any second. Default 10, as documented; infinity for no limit. */
  readonly requestsPerSecond?: number;
  /** Calls of Get Extra Incident Data let through in any minute. Default 10, as documented; infinity for no limit. */
  readonly extraDataPerMinute?: number;
  /** Status of the refusal beyond that, which no document gives. Default 429. */
  readonly extraDataLimitStatus?: 429 | 500;
}

export interface FakeTenant {
  /** Its origin: what `server_url` is set to. */
  readonly url: string;
  readonly model: TenantModel;
  readonly faults: FaultSwitch<TenantCall>;
  /** What has been asked and answered so far. */
  readonly requests: readonly TenantRequest[];
  /** Replaces the keys: rotation. */
  setKeys(keys: readonly ApiKey[]): void;
  /** Resolves as soon as `condition` holds; looked at after every request. Rejects with the signal's reason. */
  until(condition: () => boolean, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The key of a fake tenant that was given none. */
export const demoKey: ApiKey & { readonly id: string } = { id: '7', key: 'demo'.repeat(32), type: 'standard' };

/**
 * Starts a Cortex tenant on loopback: real HTTP(S), both kinds of key verified (and XSOAR 6 keys, which have no id),
 * expiry, rights and licences per path, the rate limit, gzip, and scripted faults over a {@link TenantModel}.
 */
export async function startFakeTenant(options: FakeTenantOptions = {}): Promise<FakeTenant> {
  const model = options.model ?? createTenantModel();
  const clock = options.clock ?? { now: () => Date.now() };
  const limiter = createRateLimiter(options.requestsPerSecond ?? 10);
  const extraDataLimiter = createRateLimiter(options.extraDataPerMinute ?? 10, 60_000);
  const faults = createFaultSwitch<TenantCall>();
  const bell = createChangeBell();
  const requests: TenantRequest[] = [];
  let keys = options.keys ?? [demoKey];

  function genuine(call: TenantCall, nowMs: number): Answer {
    const route = routeOf(call.path);
    const system = systemAnswer(route, call.body, keys);
    if (!system && !model.serves(route)) return unknownPath();
    const refused = refusal(keys, route, call.headers, nowMs);
    if (refused) return refused;
    if (!limiter.admit(nowMs)) return tooManyRequests();
    if (system) return system;
    if (route === extraDataPath && !extraDataLimiter.admit(nowMs)) {
      return extraDataLimitExceeded(options.extraDataLimitStatus ?? 429);
    }
    return model.answer(call.path, call.body, nowMs);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    const atMs = clock.now();
    response.sendDate = false;
    const headers: Record<string, string> = options.date === false ? {} : { date: new Date(atMs).toUTCString() };
    const manner = { headers, gzip: /\bgzip\b/.test(call.headers['accept-encoding'] ?? '') };
    const status = await sendAnswer(response, () => genuine(call, atMs), faults.decide(call), manner);
    requests.push({ ...call, atMs, status });
    bell.ring();
  }

  const server = await startLoopbackServer(serve, options);
  return {
    url: server.url,
    model,
    faults,
    requests,
    setKeys: (next) => {
      keys = next;
    },
    until: (condition, signal) => bell.until(condition, signal),
    close: () => server.close(),
  };
}

async function readCall(request: IncomingMessage): Promise<TenantCall> {
  const text = (await readBody(request)).toString();
  const path = (request.url ?? '/').replace(/\?.*$/s, '');
  return { method: request.method ?? '', path, headers: singleHeaders(request), body: parsed(text) };
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
