import {
  believableAudit,
  believableIncident,
  type Fault,
  fault,
  type FakeTenant,
  type JsonObject,
  seededRandom,
  type TenantCall,
} from '../../../src/testing/index.ts';
import { hostileTexts } from '../../host/web/hostile-texts.ts';

const random = seededRandom(11);

/** The texts, as often as they are needed: what comes `by` places after the one at `index`. */
function text(index: number, by = 0): string {
  return hostileTexts[(index + by) % hostileTexts.length] ?? '';
}

/** An incident that somebody hostile has named, on hosts they have named. */
export function hostileIncident(index: number): JsonObject {
  return {
    ...believableIncident(random, 500_000 + index, Date.now()),
    incident_name: text(index),
    description: text(index, 50),
    hosts: [text(index, 100)],
    users: [text(index, 150)],
  };
}

/** An audit entry of a browser that somebody hostile has named. */
function hostileAudit(index: number): JsonObject {
  return {
    ...believableAudit(random, 500_000 + index, Date.now()),
    AUDIT_USER_AGENT: text(index),
    AUDIT_HOSTNAME: text(index, 50),
    AUDIT_DESCRIPTION: text(index, 100),
    AUDIT_OWNER_NAME: text(index, 150),
  };
}

/** The tenant answers in words of somebody hostile. */
export function hostileAnswer(words: string): Fault<TenantCall> {
  return fault.status(500, { body: { reply: { err_code: 500, err_msg: words, err_extra: words } } });
}

/** What fits into the words of an error. */
export const hostileWords = hostileTexts.filter((each) => each.length > 3 && each.length < 90 && /[<>]/.test(each));

/** Puts these in, a few at a time, for as long as that takes. */
export async function trickle(tenant: FakeTenant, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    tenant.model.incidents.put(hostileIncident(index));
    tenant.model.audits.put(hostileAudit(index));
    await new Promise((resolve) => setTimeout(resolve, 210));
  }
}
