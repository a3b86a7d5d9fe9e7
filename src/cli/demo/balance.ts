import type { JsonValue } from '../../contract/index.ts';
import type { ReceivedRecord, TenantModel } from '../../testing/index.ts';

/** What the tenant holds, against what the endpoint was given. */
export interface Balance {
  readonly incidents: number;
  readonly audits: number;
  /** Records accepted by the endpoint: more than are held, since an incident that changes is delivered again. */
  readonly delivered: number;
  /** Of what the tenant holds now: not delivered (yet). */
  readonly missing: readonly string[];
  /** Accepted more than once. */
  readonly repeated: readonly string[];
}

/** Draws the balance at `nowMs`, epoch milliseconds, from the vendor records in the bodies. */
export function balanceOf(model: TenantModel, all: readonly ReceivedRecord[], nowMs: number): Balance {
  // What operators have done is told of, too.
  const received = all.filter(({ eventName }) => !eventName.startsWith('cortex_otel.'));
  const incidents = model.incidents.visible(nowMs);
  const audits = model.audits.visible(nowMs);
  const times = new Map<string, number>();
  for (const { body } of received) times.set(nameOf(body), (times.get(nameOf(body)) ?? 0) + 1);
  return {
    incidents: incidents.length,
    audits: audits.length,
    delivered: received.length,
    missing: [...incidents, ...audits].map(nameOf).filter((name) => !times.has(name)),
    repeated: [...times].filter(([, count]) => count > 1).map(([name]) => name),
  };
}

/** A version of a vendor record: an incident is another one after each change. */
function nameOf(body: JsonValue): string {
  const item = body as { readonly [field: string]: JsonValue };
  const { incident_id: incident, modification_time: modified, AUDIT_ID: audit } = item;
  if (audit !== undefined) return `audit entry ${JSON.stringify(audit)}`;
  return `incident ${JSON.stringify(incident)} as of ${JSON.stringify(modified)}`;
}
