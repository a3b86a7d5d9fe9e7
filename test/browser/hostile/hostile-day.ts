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
export function hostileText(index: number, by = 0): string {
  return hostileTexts[(index + by) % hostileTexts.length] ?? '';
}

/** The fields of them that are looked for, and by how many places the text in each is ahead of the record's own. */
export const hostileFields = { incident_name: 0, hosts: 100, AUDIT_USER_AGENT: 0, AUDIT_HOSTNAME: 50 };

/** An incident that somebody hostile has named, on hosts they have named. */
export function hostileIncident(index: number, id = 500_000 + index): JsonObject {
  return {
    ...believableIncident(random, id, Date.now()),
    incident_name: hostileText(index),
    description: hostileText(index, 50),
    hosts: [hostileText(index, 100)],
    users: [hostileText(index, 150)],
  };
}

/** An audit entry of a browser that somebody hostile has named. */
function hostileAudit(index: number, id: number): JsonObject {
  return {
    ...believableAudit(random, id, Date.now()),
    AUDIT_USER_AGENT: hostileText(index),
    AUDIT_HOSTNAME: hostileText(index, 50),
    AUDIT_DESCRIPTION: hostileText(index, 100),
    AUDIT_OWNER_NAME: hostileText(index, 150),
  };
}

/** The tenant answers in words of somebody hostile. */
export function hostileAnswer(words: string): Fault<TenantCall> {
  return fault.status(500, { body: { reply: { err_code: 500, err_msg: words, err_extra: words } } });
}

/** What fits into the words of an error. */
export const hostileWords = hostileTexts.filter((each) => each.length > 3 && each.length < 90 && /[<>]/.test(each));

/** Puts in a record of each of these places, a few at a time, for as long as that takes; `id` is that of the first. */
export async function trickle(tenant: FakeTenant, places: readonly number[], id: number): Promise<void> {
  for (const [count, place] of places.entries()) {
    tenant.model.incidents.put(hostileIncident(place, id + count));
    tenant.model.audits.put(hostileAudit(place, id + count));
    await new Promise((resolve) => setTimeout(resolve, 210));
  }
}
