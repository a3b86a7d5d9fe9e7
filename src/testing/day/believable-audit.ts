import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { hosts, people, type Person } from './cast.ts';

interface Deed {
  readonly entity: string;
  readonly subtype: string;
  readonly says: (who: Person, what: string) => string;
  readonly severity: string;
}

const deed = (entity: string, subtype: string, says: Deed['says'], severity = 'SEV_010_INFO'): Deed => ({
  entity,
  subtype,
  says,
  severity,
});

const deeds: readonly Deed[] = [
  deed('AUTH', 'Login', (who) => `User ${who.mail} logged in to Cortex XSOAR`),
  deed('AUTH', 'Logout', (who) => `User ${who.mail} logged out`),
  deed('API_KEY', 'Create', (_who, what) => `Generated API key for ${what}`, 'SEV_030_MEDIUM'),
  deed('PERMISSIONS', 'Edit', (who) => `Role of ${who.mail} changed to Investigator`, 'SEV_030_MEDIUM'),
  deed('INCIDENT_MANAGEMENT', 'Edit', (_who, what) => `Status of incident changed, host ${what}`),
  deed('ENDPOINT_MANAGEMENT', 'Isolate', (_who, what) => `Endpoint ${what} was isolated`, 'SEV_040_HIGH'),
  deed('LIVE_TERMINAL', 'Connect', (_who, what) => `Live Terminal session opened on ${what}`, 'SEV_040_HIGH'),
  deed('SCRIPT_EXECUTION', 'Run', (_who, what) => `Script inventory.py executed on ${what}`, 'SEV_020_LOW'),
  deed('POLICY_RULES', 'Edit', (_who, what) => `Policy rule of ${what} edited`),
  deed('INTEGRATIONS', 'Edit', () => 'Syslog integration settings updated'),
  deed('XSOAR', 'Command - War Room', (_who, what) => `!ip ip=${what} executed in the War Room`),
  deed('LICENSING', 'Update', () => 'License was updated', 'SEV_090_UNKNOWN'),
];

const userAgents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'python-requests/2.32.4',
  'demisto-py/3.2.21',
];

/** An entry of the management audit log, with every field of Get Audit Management Log (Cortex XDR REST API). */
export function believableAudit(random: SeededRandom, number: number, timeMs: number): JsonObject {
  const done = random.pick(deeds);
  const who = random.pick(people);
  const host = random.pick(hosts);
  const isSystem = random.chance(0.08);
  return {
    AUDIT_ID: number,
    AUDIT_OWNER_NAME: isSystem ? null : who.name,
    AUDIT_OWNER_EMAIL: isSystem ? null : who.mail,
    AUDIT_ASSET_JSON:
      done.entity === 'ENDPOINT_MANAGEMENT' ? JSON.stringify({ endpoint: host.name, ip: host.ip }) : '{}',
    AUDIT_ASSET_NAMES: done.entity === 'ENDPOINT_MANAGEMENT' ? host.name : '',
    AUDIT_HOSTNAME: random.chance(0.5) ? host.name : null,
    AUDIT_RESULT: random.pick(['SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS', 'FAIL', 'PARTIAL']),
    AUDIT_REASON: random.chance(0.1) ? 'Timeout while waiting for the agent' : null,
    AUDIT_DESCRIPTION: done.says(who, host.name),
    AUDIT_ENTITY: done.entity,
    AUDIT_ENTITY_SUBTYPE: done.subtype,
    AUDIT_SESSION_ID: isSystem ? null : random.integer(100_000_000_000, 999_999_999_999),
    AUDIT_CASE_ID: done.entity === 'INCIDENT_MANAGEMENT' ? random.integer(1, 900) : null,
    AUDIT_INSERT_TIME: timeMs,
    AUDIT_SEVERITY: done.severity,
    AUDIT_LINK: null,
    AUDIT_SOURCE_IP: isSystem ? null : `203.0.113.${random.integer(1, 254)}`,
    AUDIT_USER_AGENT: isSystem ? null : random.pick(userAgents),
    AUDIT_USER_ROLES: isSystem ? null : ['Instance Administrator'],
    AUDIT_ADDITIONAL_INFORMATION: random.chance(0.2) ? { endpoint_names: [host.name], endpoint_count: 1 } : null,
    AUDIT_OBJECT_ID: random.chance(0.5) ? String(random.integer(1, 5000)) : null,
  };
}

/** An entry of the audit log of Cortex XSOAR 6 (`/settings/audits`): another shape, times with nanoseconds. */
export function believableXsoar6Audit(random: SeededRandom, number: number, timeMs: number): JsonObject {
  const who = random.pick(people);
  const nanoseconds = String(random.integer(0, 999_999)).padStart(6, '0');
  const time = `${new Date(timeMs).toISOString().slice(0, -1)}${nanoseconds}Z`;
  return {
    id: `${number}@audit`,
    version: 1,
    created: time,
    modified: time,
    type: random.pick(['login', 'logout', 'create', 'edit', 'delete', 'execute']),
    object: random.pick(['user', 'playbook', 'incident', 'integration', 'apikey']),
    identifier: String(random.integer(1, 5000)),
    user: who.mail,
    action: { detail: `done by ${who.name}` },
    sortValues: [String(timeMs)],
  };
}
