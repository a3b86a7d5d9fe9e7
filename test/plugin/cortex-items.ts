import type { JsonObject } from '../../src/testing/index.ts';

/** An incident as Cortex XDR gives it, as far as the tests look at it. */
export function incidentItem(number: number, timeMs: number): JsonObject {
  return {
    incident_id: String(number),
    creation_time: timeMs - 60_000,
    modification_time: timeMs,
    status: number % 3 === 0 ? 'resolved_true_positive' : 'new',
    severity: 'high',
    description: `Incident number ${number}`,
    hosts: [`HOST-${number}:agent-${number}`],
    host_count: 1,
  };
}

/** A management audit entry as XDR, XSIAM and XSOAR 8 give it. */
export function auditItem(number: number, timeMs: number): JsonObject {
  return {
    AUDIT_ID: number,
    AUDIT_INSERT_TIME: timeMs,
    AUDIT_OWNER_NAME: 'Ada',
    AUDIT_OWNER_EMAIL: 'ada@example.com',
    AUDIT_ENTITY: 'AUTH',
    AUDIT_ENTITY_SUBTYPE: 'Login',
    AUDIT_RESULT: number % 5 === 0 ? 'FAIL' : 'SUCCESS',
    AUDIT_DESCRIPTION: `Entry number ${number}`,
    AUDIT_SEVERITY: 'SEV_010_INFO',
  };
}

/** An audit entry as XSOAR 6 gives it. */
export function xsoar6Item(number: number, timeMs: number): JsonObject {
  return {
    id: `entry-${number}`,
    version: 1,
    modified: new Date(timeMs).toISOString().replace('Z', '123456Z'),
    user: 'admin',
    action: { name: 'login', number },
    type: 'session',
  };
}
