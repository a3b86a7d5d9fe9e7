import type { JsonValue } from '../../src/contract/index.ts';
import { exactNumber, type JsonObject } from '../../src/testing/index.ts';
import type { ExpectedRecord } from './differences.ts';

/** A vendor record, and what must come out of the Collector for it, less what is the same for all. */
export interface VendorRecord {
  readonly item: JsonObject;
  /** Its time, epoch milliseconds. */
  readonly timeMs: number;
  readonly expected: Pick<ExpectedRecord, 'eventName' | 'severityNumber' | 'severityText' | 'attributes' | 'body'>;
}

/** The tenant is read by collectors that know nothing of it yet. */
const firstRevision = { 'paloalto.cortex.ingest.revision': 1 };

/** Does not fit 64 bits: the tenant sends it as a number, the body holds its digits as text. */
const digits = '9223372036854775809';

/** Values that encodings like to lose. */
const oddities: JsonObject = {
  nothing: null,
  nothing_in_a_list: [null, 1, null],
  empty: { map: {}, list: [], text: '' },
  nested: { list: [[], [[null]], { deep: { deeper: [true, false] } }] },
  largest_safe: Number.MAX_SAFE_INTEGER,
  smallest_safe: Number.MIN_SAFE_INTEGER,
  fraction: 0.1,
  tiny: 5e-324,
  text: 'Zoë "東京" \u{1F680} \u0000\u001f \u2028 \\ </script> \r\n\t',
  'ключ с пробелом': 'unicode in a key',
  ['__proto__']: { polluted: true },
  constructor: 'no constructor',
};

/** An incident with everything: odd values, unknown fields, nulls where there usually is something. */
export function fullIncident(id: string, modifiedMs: number): VendorRecord {
  const item = (huge: JsonValue): JsonObject => ({
    ...oddities,
    incident_id: id,
    incident_name: null,
    creation_time: modifiedMs - 1_000_001,
    modification_time: modifiedMs,
    resolved_timestamp: null,
    status: 'under_investigation',
    severity: 'medium',
    manual_severity: 'high',
    description: 'Behavior: “mimikatz” on WS-ÄÖ',
    hosts: ['WS-ÄÖ:0123456789abcdef'],
    users: ['CORP\\zoë'],
    host_count: 1,
    starred: false,
    aggregated_score: 80.5,
    mitre_tactics_ids_and_names: ['TA0006 - Credential Access'],
    mitre_techniques_ids_and_names: ['T1003.001 - LSASS Memory', 'T1059 - Command and Scripting Interpreter'],
    xdr_url: 'https://acme.xdr.example/incident-view?caseId=1001',
    huge_counter: huge,
    a_field_nobody_knows: { since: ['version', 99] },
  });
  return {
    item: item(exactNumber(digits)),
    timeMs: modifiedMs,
    expected: {
      eventName: 'paloalto.cortex.incident.created',
      severityNumber: 17,
      severityText: 'high',
      attributes: {
        'paloalto.cortex.incident.id': id,
        'paloalto.cortex.incident.description': 'Behavior: “mimikatz” on WS-ÄÖ',
        'paloalto.cortex.incident.status': 'under_investigation',
        'paloalto.cortex.incident.severity': 'medium',
        'paloalto.cortex.incident.manual_severity': 'high',
        'paloalto.cortex.incident.creation_time': modifiedMs - 1_000_001,
        'paloalto.cortex.incident.modification_time': modifiedMs,
        'paloalto.cortex.incident.hosts': ['WS-ÄÖ:0123456789abcdef'],
        'paloalto.cortex.incident.users': ['CORP\\zoë'],
        'paloalto.cortex.incident.host_count': 1,
        'paloalto.cortex.incident.starred': false,
        'paloalto.cortex.incident.score.aggregated': 80.5,
        'paloalto.cortex.mitre.tactic.ids': ['TA0006'],
        'paloalto.cortex.mitre.tactic.names': ['Credential Access'],
        'paloalto.cortex.mitre.technique.ids': ['T1003.001', 'T1059'],
        'paloalto.cortex.mitre.technique.names': ['LSASS Memory', 'Command and Scripting Interpreter'],
        'host.name': 'WS-ÄÖ',
        'host.id': '0123456789abcdef',
        'user.name': 'CORP\\zoë',
        'url.full': 'https://acme.xdr.example/incident-view?caseId=1001',
        ...firstRevision,
      },
      body: item(digits),
    },
  };
}

/** A resolved incident with next to nothing in it. */
export function bareIncident(id: string, modifiedMs: number): VendorRecord {
  const item = { incident_id: id, modification_time: modifiedMs, status: 'resolved_true_positive' };
  return {
    item,
    timeMs: modifiedMs,
    expected: {
      eventName: 'paloalto.cortex.incident.resolved',
      severityNumber: 0,
      severityText: '',
      attributes: {
        'paloalto.cortex.incident.id': id,
        'paloalto.cortex.incident.status': 'resolved_true_positive',
        'paloalto.cortex.incident.modification_time': modifiedMs,
        ...firstRevision,
      },
      body: item,
    },
  };
}

/** An entry of the management audit log; its id is a number, its session an integer of more than 64 bits. */
export function auditEntry(id: number, insertedMs: number): VendorRecord {
  const item = (huge: JsonValue): JsonObject => ({
    ...oddities,
    AUDIT_ID: id,
    AUDIT_INSERT_TIME: insertedMs,
    AUDIT_ENTITY: 'AUTH',
    AUDIT_ENTITY_SUBTYPE: 'Login',
    AUDIT_RESULT: 'FAIL',
    AUDIT_REASON: null,
    AUDIT_DESCRIPTION: 'User Zoë failed to log in',
    AUDIT_OWNER_NAME: 'Zoë 東京',
    AUDIT_OWNER_EMAIL: 'zoe@corp.example',
    AUDIT_SEVERITY: 'SEV_030_MEDIUM',
    AUDIT_SOURCE_IP: '203.0.113.9, 10.0.0.1',
    AUDIT_USER_AGENT: 'Mozilla/5.0',
    AUDIT_SESSION_ID: huge,
    AUDIT_HOSTNAME: '',
  });
  return {
    item: item(exactNumber(digits)),
    timeMs: insertedMs,
    expected: {
      eventName: 'paloalto.cortex.audit',
      severityNumber: 13,
      severityText: 'SEV_030_MEDIUM',
      attributes: {
        'paloalto.cortex.audit.id': String(id),
        'paloalto.cortex.audit.entity': 'AUTH',
        'paloalto.cortex.audit.subtype': 'Login',
        'paloalto.cortex.audit.result': 'FAIL',
        'paloalto.cortex.audit.description': 'User Zoë failed to log in',
        'paloalto.cortex.audit.source.addresses': ['203.0.113.9', '10.0.0.1'],
        'client.address': '203.0.113.9',
        'session.id': digits,
        'user.email': 'zoe@corp.example',
        'user.full_name': 'Zoë 東京',
        'user.name': 'zoe@corp.example',
        'user_agent.original': 'Mozilla/5.0',
      },
      body: item(digits),
    },
  };
}
