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
import { signedDownloadPath } from './tenant/files/download.ts';
import type { LinkOrigins } from './tenant/files/tenant-links.ts';
import { createRateLimiter } from './tenant/rate-limiter.ts';
import { routeOf } from './tenant/route-of.ts';
import { systemAnswer } from './tenant/system-answers.ts';
import { createTenantModel, type TenantModel } from './tenant-model.ts';

/** A request to the tenant, as a fault sees it. */
export interface TenantCall extends FaultCall {
  /** Where it was sent: the tenant's own origin, or that of its signed links. */
  readonly origin: string;
  /** What stands behind the path, with its question mark; empty when nothing does. */
  readonly query: string;
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
  /** Where signed links to files lead: to the tenant itself (default), or to another origin that knows no keys. */
  readonly signedLinks?: 'here' | 'elsewhere';
}

export interface FakeTenant {
  /** Its origin: what `server_url` is set to. */
  readonly url: string;
  /** The origin of signed links: its own, unless they lead elsewhere. */
  readonly signedUrl: string;
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
    if (call.origin === origins.signed && route === signedDownloadPath) {
      return model.answer(call.path + call.query, null, nowMs);
    }
    const system = systemAnswer(route, call.body, keys);
    const known = call.origin === origins.tenant && route !== signedDownloadPath;
    if (!known || (!system && !model.serves(route))) return unknownPath();
    const refused = refusal(keys, route, call.headers, nowMs);
    if (refused) return refused;
    if (!limiter.admit(nowMs)) return tooManyRequests();
    if (system) return system;
    if (route === extraDataPath && !extraDataLimiter.admit(nowMs)) {
      return extraDataLimitExceeded(options.extraDataLimitStatus ?? 429);
    }
    return model.answer(call.path, call.body, nowMs);
  }

  function serveAt(place: keyof LinkOrigins) {
    return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const call = { ...(await readCall(request)), origin: origins[place] };
      const atMs = clock.now();
      response.sendDate = false;
      const headers: Record<string, string> = options.date === false ? {} : { date: new Date(atMs).toUTCString() };
      const manner = { headers, gzip: /\bgzip\b/.test(call.headers['accept-encoding'] ?? '') };
      const status = await sendAnswer(response, () => genuine(call, atMs), faults.decide(call), manner);
      requests.push({ ...call, atMs, status });
      bell.ring();
    };
  }

  const elsewhere =
    options.signedLinks === 'elsewhere'
      ? await startLoopbackServer(serveAt('signed'), { ...options, port: 0 })
      : undefined;
  const server = await startLoopbackServer(serveAt('tenant'), options);
  const origins: LinkOrigins = { tenant: server.url, signed: elsewhere?.url ?? server.url };
  model.links.setOrigins(origins);
  return {
    url: server.url,
    signedUrl: origins.signed,
    model,
    faults,
    requests,
    setKeys: (next) => {
      keys = next;
    },
    until: (condition, signal) => bell.until(condition, signal),
    close: async () => {
      await Promise.all([server.close(), elsewhere?.close()]);
    },
  };
}

async function readCall(request: IncomingMessage): Promise<Omit<TenantCall, 'origin'>> {
  const text = (await readBody(request)).toString();
  const [, path = '/', query = ''] = /^([^?]*)(.*)$/s.exec(request.url ?? '/') ?? [];
  return {
    method: request.method ?? '',
    path,
    route: routeOf(path),
    query,
    headers: singleHeaders(request),
    body: parsed(text),
  };
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
