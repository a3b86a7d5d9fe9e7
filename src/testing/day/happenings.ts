import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Visibility } from '../tenant/record-list.ts';
import type { TenantModel } from '../tenant-model.ts';
import { believableAudit, believableXsoar6Audit } from './believable-audit.ts';
import { believableIncident, incidentChange, withAlerts } from './believable-incident.ts';
import { hostileVersion } from './hostile-text.ts';

export interface Spice {
  /** Share of records with hostile content, 0 (default) to 1. */
  readonly hostile?: number;
  /** Share of what happens that is shown late, 0 (default) to 1. */
  readonly late?: number;
  /** How late at most. Default 60,000. */
  readonly lateMs?: number;
  /** Share of incidents that have 51 to 300 alerts, more than are given with many incidents at once. Default: none. */
  readonly manyAlerts?: number;
}

/** What can happen in a tenant, one at a time. Times are epoch milliseconds. */
export interface Happenings {
  openIncident(timeMs: number): void;
  /** Changes an incident opened here, as work on it goes. */
  changeIncident(timeMs: number, id: string): void;
  writeAudit(timeMs: number): void;
  writeXsoar6Audit(timeMs: number): void;
  /** Incidents opened here as they now are, oldest first. */
  incidents(): ReadonlyMap<string, JsonObject>;
}

export function createHappenings(model: TenantModel, random: SeededRandom, spice: Spice): Happenings {
  const incidents = new Map<string, JsonObject>();
  let number = 0;

  function spiced(record: JsonObject, textFields: readonly string[]): JsonObject {
    return random.chance(spice.hostile ?? 0) ? hostileVersion(random, record, textFields) : record;
  }

  function flooded(incident: JsonObject): JsonObject {
    // Nothing is drawn where it is not asked for: a seed goes on giving the day it gave.
    if (spice.manyAlerts === undefined || !random.chance(spice.manyAlerts)) return incident;
    return { ...incident, ...withAlerts(incident, random.integer(51, 300)) };
  }

  function visibility(timeMs: number): Visibility {
    return random.chance(spice.late ?? 0) ? { visibleAtMs: timeMs + random.integer(1, spice.lateMs ?? 60_000) } : {};
  }

  function putIncident(id: string, incident: JsonObject, timeMs: number): void {
    incidents.set(id, incident);
    model.incidents.put(incident, visibility(timeMs));
  }

  return {
    openIncident: (timeMs) => {
      number += 1;
      const incident = flooded(believableIncident(random, number, timeMs));
      putIncident(String(number), spiced(incident, ['description', 'incident_name', 'notes']), timeMs);
    },
    changeIncident: (timeMs, id) => {
      const incident = incidents.get(id);
      if (!incident) return;
      const fields = incidentChange(random, incident, timeMs);
      incidents.set(id, { ...incident, ...fields });
      // Over what there is by now: an operator may have changed it meanwhile.
      model.incidents.change(id, fields, visibility(timeMs));
    },
    writeAudit: (timeMs) => {
      number += 1;
      const fields = ['AUDIT_DESCRIPTION', 'AUDIT_OWNER_NAME', 'AUDIT_USER_AGENT'];
      model.audits.put(spiced(believableAudit(random, number, timeMs), fields), visibility(timeMs));
    },
    writeXsoar6Audit: (timeMs) => {
      number += 1;
      const entry = believableXsoar6Audit(random, number, timeMs);
      model.xsoar6Audits.put(spiced(entry, ['user', 'identifier']), visibility(timeMs));
    },
    incidents: () => incidents,
  };
}
