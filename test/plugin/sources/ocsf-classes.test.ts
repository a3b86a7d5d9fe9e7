import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { agentAuditOcsf } from '../../../src/plugin/sources/agent-audit-ocsf.ts';
import { alertOcsf } from '../../../src/plugin/sources/alert-ocsf.ts';
import { auditEntities } from '../../../src/plugin/sources/audit-entities.ts';
import { managementAuditOcsf, xsoar6AuditOcsf } from '../../../src/plugin/sources/audit-ocsf.ts';
import { incidentOcsf } from '../../../src/plugin/sources/incident-ocsf.ts';

const facts = { uid: 'u', eventName: 'paloalto.cortex.audit', timeMs: 1, observedMs: 2, rawData: '{}' };

describe('an entry of the management audit log', () => {
  test.each([
    ['AUTH', 'Login', 300_201],
    ['AUTH', 'Logout', 300_202],
    ['AUTH', 'SSO', 300_299],
    ['AUTH', null, 300_200],
    ['PERMISSIONS', 'Add user', 300_101],
    ['PERMISSIONS', 'Delete user', 300_106],
    ['PERMISSIONS', 'Assign role', 300_501],
    ['PERMISSIONS', 'Revoke role', 300_502],
    ['API_KEY', 'Create', 300_401],
    ['DASHBOARD', 'Export', 300_402],
    ['PROTECTION_POLICY', 'Edit', 300_403],
    ['EDL', 'Disable', 300_409],
    ['INCIDENT_MANAGEMENT', 'Edit', 300_403],
    ['PUBLIC_API', 'Get', 600_302],
    ['LIVE_TERMINAL', 'Connect', 600_399],
    ['XSOAR', 'Command - War Room', 600_399],
    ['XSOAR', 'Classifier', 300_499],
    ['Authentication', 'Login', 300_201],
    ['QUANTUM_SETTINGS', 'Entangle', 300_499],
    [null, null, 300_400],
  ])('of %s, %s, is of type %d', (entity, subtype, type) => {
    const audit = { AUDIT_ENTITY: entity, AUDIT_ENTITY_SUBTYPE: subtype };
    expect(managementAuditOcsf(audit, facts, 'Cortex XDR')['type_uid']).toBe(type);
  });

  test('of any entity that is documented has a class', () => {
    const classes = auditEntities.map(
      (entity) => managementAuditOcsf({ AUDIT_ENTITY: entity }, facts, 'x')['class_uid'],
    );
    expect(new Set(classes)).toEqual(new Set([3002, 3004, 3005, 6003]));
  });

  test('who acts is the actor, but the user where somebody signs in', () => {
    const by = { AUDIT_OWNER_EMAIL: 'a@b.c', AUDIT_OWNER_NAME: 'A', AUDIT_SOURCE_IP: '192.0.2.1, 192.0.2.2' };
    const user = { name: 'a@b.c', email_addr: 'a@b.c', full_name: 'A' };
    expect(managementAuditOcsf({ ...by, AUDIT_ENTITY: 'AUTH' }, facts, 'Cortex XDR')).toMatchObject({
      user,
      src_endpoint: { ip: '192.0.2.1', intermediate_ips: ['192.0.2.2'] },
    });
    expect(managementAuditOcsf({ ...by, AUDIT_ENTITY: 'RULES' }, facts, 'Cortex XDR')).toMatchObject({
      actor: { user },
    });
  });

  test('nobody is the product itself, where the class asks for an actor', () => {
    const event = managementAuditOcsf({ AUDIT_ENTITY: 'QUERY', AUDIT_RESULT: 'PARTIAL' }, facts, 'Cortex XDR');
    expect(event).toMatchObject({ actor: { app_name: 'Cortex XDR' }, status: 'PARTIAL', status_id: 99 });
  });
});

test.each([
  [{ type: 'login', object: 'user' }, 300_201],
  [{ type: 'auth', action: 'logout', object: 'user' }, 300_202],
  [{ type: 'create', object: 'user' }, 300_101],
  [{ type: 'delete', object: 'playbook' }, 300_404],
  [{ type: 'execute', object: 'playbook' }, 600_399],
  [{ id: '1' }, 300_400],
])('an entry %j of XSOAR 6 is of type %d', (audit, type) => {
  expect(xsoar6AuditOcsf(audit, facts, 'Cortex XSOAR')['type_uid']).toBe(type);
});

test.each([
  ['Installation', 'Upgrade', 8],
  ['Installation', 'Uninstall', 2],
  ['Installation', 'Install', 1],
  ['Agent Service', 'Restart', 5],
  ['Agent Service', 'Stop', 4],
  ['Agent Status', 'Fully Protected', 99],
  [null, null, 0],
])('an agent that reports %s, %s, has activity %d', (type, subtype, activity) => {
  expect(agentAuditOcsf({ TYPE: type, SUBTYPE: subtype }, facts)['activity_id']).toBe(activity);
});

describe('an incident', () => {
  const event = (incident: Readonly<Record<string, JsonValue>>, word = 'updated') =>
    incidentOcsf({ incident_id: '1', ...incident }, { ...facts, eventName: `paloalto.cortex.incident.${word}` });

  test.each([
    ['created', 200_501],
    ['updated', 200_502],
    ['reopened', 200_502],
    ['enriched', 200_502],
    ['resolved', 200_503],
  ])('that was %s is of type %d', (word, type) => {
    expect(event({}, word)['type_uid']).toBe(type);
  });

  test.each([
    ['new', 1, undefined],
    ['under_investigation', 2, undefined],
    ['resolved_true_positive', 4, 2],
    ['resolved_false_positive', 4, 1],
    ['resolved_security_testing', 4, 6],
    ['resolved_duplicate_incident', 5, 10],
    ['resolved_auto', 5, undefined],
    ['resolved_in_a_new_way', 4, undefined],
    ['***', 99, undefined],
    [null, 0, undefined],
  ])('of status %s has status_id %d and verdict_id %s', (status, id, verdict) => {
    expect([event({ status })['status_id'], event({ status })['verdict_id']]).toEqual([id, verdict]);
  });

  test('has the severity an analyst has set', () => {
    expect(event({ severity: 'low', manual_severity: 'high' })).toMatchObject({
      severity: 'high',
      severity_id: 4,
      unmapped: { severity: 'low' },
    });
    expect(event({ severity: 'low', manual_severity: null })).toMatchObject({ severity: 'low', severity_id: 2 });
  });

  test('that nobody has says so', () => {
    expect(event({ assigned_user_mail: '' })['assignee_group']).toEqual({ name: 'Unassigned' });
    expect(event({ assigned_user_mail: 'a@b.c' })).toMatchObject({ assignee: { name: 'a@b.c', email_addr: 'a@b.c' } });
  });

  test('shows one host as the device, and each of several as observables', () => {
    expect(event({ hosts: ['web-1:abc'] })['device']).toEqual({ type_id: 0, hostname: 'web-1', uid: 'abc' });
    expect(event({ hosts: ['web-1:abc', 'web-2:null'] })).toMatchObject({
      observables: [
        { name: 'hosts', type_id: 1, value: 'web-1' },
        { name: 'hosts', type_id: 1, value: 'web-2' },
        { name: 'hosts', type_id: 47, value: 'abc' },
      ],
    });
  });
});

describe('the evidences of an alert', () => {
  const evidencesOf = (alert: Readonly<Record<string, JsonValue>>) => alertOcsf({ alert_id: '1', ...alert }, facts);

  test('are one for each event, in order, where the lists left nothing out', () => {
    const event = evidencesOf({
      events_length: 2,
      actor_process_os_pid: [1, 2],
      action_remote_ip: ['192.0.2.1', null],
    });
    expect(event['evidences']).toEqual([
      { actor: { process: { pid: 1 } }, dst_endpoint: { ip: '192.0.2.1' } },
      { actor: { process: { pid: 2 } } },
    ]);
  });

  test('do not guess which event a shorter list is of', () => {
    const event = evidencesOf({ events_length: 3, actor_process_os_pid: [1, 2, 3], action_remote_ip: ['192.0.2.1'] });
    expect(event['evidences']).toHaveLength(3);
    expect(event['unmapped']).toEqual({ events_length: 3, action_remote_ip: ['192.0.2.1'] });
  });

  test('are of objects where the API gives those; what has no place in one stays', () => {
    const event = evidencesOf({
      events: [{ actor_process_os_pid: 7, story_id: 's', fw_rule: 'N/A' }, { story_id: 't' }, 'x'],
    });
    expect(event['evidences']).toEqual([{ actor: { process: { pid: 7 } } }]);
    expect(event['unmapped']).toEqual({ events: [{ story_id: 's' }, { story_id: 't' }, 'x'] });
  });

  test('an upstream that claims events without end is not followed', () => {
    expect(evidencesOf({ events_length: 1e12, actor_process_os_pid: 7 })['evidences']).toHaveLength(1);
  });
});
