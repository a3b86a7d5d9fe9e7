import type { JsonValue } from '../../../contract/index.ts';
import { isJsonObject, type JsonObject } from '../../faults/answer.ts';
import { fieldText } from '../field-text.ts';
import { InvalidRequest } from '../invalid-request.ts';
import type { HeldUsers } from './tenant-users.ts';

/** Statuses that can be set (Cortex XDR REST API, Update an Incident); those of automatic ends cannot. */
const statuses = [
  'new',
  'under_investigation',
  'resolved_known_issue',
  'resolved_duplicate',
  'resolved_duplicate_incident',
  'resolved_false_positive',
  'resolved_true_positive',
  'resolved_security_testing',
  'resolved_other',
  'resolved_threat_handled',
];
const severities = ['critical', 'high', 'medium', 'low'];

type Change = (value: JsonValue, incident: JsonObject, nowMs: number) => JsonObject;

/**
 * The fields of `incident` that an `update_data` changes. That `severity` and `description` follow those set by hand is
 * assumed. @throws InvalidRequest
 */
export function incidentUpdate(update: JsonObject, incident: JsonObject, users: HeldUsers, nowMs: number): JsonObject {
  const changes = changesBy(users);
  if (Object.keys(update).length === 0) throw new InvalidRequest('update_data is empty');
  const fields = Object.entries(update).map(([name, value]) => {
    const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
    return change ? change(value, incident, nowMs) : customField(name, value, incident);
  });
  const changed: JsonObject = Object.assign({}, ...fields);
  const status = fieldText(changed['status'] ?? incident['status']);
  if (fieldText(update['resolve_comment']) !== '' && !status.startsWith('resolved')) {
    throw new InvalidRequest('resolve_comment can be set for a resolved incident only');
  }
  return { ...changed, modification_time: nowMs };
}

function changesBy(users: HeldUsers): Readonly<Record<string, Change>> {
  return {
    assigned_user_mail: (value) => assignee(text(value, 'assigned_user_mail'), users),
    // Of old clients; the name belongs to the address.
    assigned_user_pretty_name: () => ({}),
    manual_severity: (value) => {
      const severity = oneOf(severities, value, 'manual_severity');
      return { manual_severity: severity, severity };
    },
    manual_description: (value) => {
      const description = text(value, 'manual_description');
      return { manual_description: description, description };
    },
    status: (value, incident, nowMs) => {
      const status = oneOf(statuses, value, 'status');
      if (!status.startsWith('resolved')) return { status, resolved_timestamp: null };
      return { status, resolved_timestamp: incident['resolved_timestamp'] ?? nowMs };
    },
    resolve_comment: (value) => ({ resolve_comment: text(value, 'resolve_comment') }),
    notes: (value) => ({ notes: text(value, 'notes') }),
    comment: (value) => {
      const { comment_action: action, value: said } = isJsonObject(value) ? value : {};
      if (action !== 'add' || fieldText(said) === '') throw new InvalidRequest('comment must add a value');
      // No list endpoint gives comments.
      return {};
    },
  };
}

/** An address, or `none` or nothing to take the incident from whoever has it. */
function assignee(mail: string, users: HeldUsers): JsonObject {
  if (mail === '' || mail === 'none') return { assigned_user_mail: null, assigned_user_pretty_name: null };
  const name = users.nameOf(mail);
  if (name === undefined) throw new InvalidRequest(`${mail} is not a valid Cortex XDR email address`);
  return { assigned_user_mail: mail, assigned_user_pretty_name: name };
}

function customField(name: string, value: JsonValue, incident: JsonObject): JsonObject {
  const custom = incident['custom_fields'];
  if (!isJsonObject(custom) || !Object.hasOwn(custom, name)) throw new InvalidRequest(`unknown field ${name}`);
  return { custom_fields: { ...custom, [name]: value } };
}

function text(value: JsonValue, name: string): string {
  if (value === null || typeof value === 'string') return value ?? '';
  throw new InvalidRequest(`${name} must be a string`);
}

/** In either case: capitals are what the example of the D3 document has, and clients send. Kept in lower case. */
function oneOf(words: readonly string[], value: JsonValue, name: string): string {
  const found = words.find((word) => typeof value === 'string' && word === value.toLowerCase());
  if (found === undefined) throw new InvalidRequest(`${name} ${JSON.stringify(value)} is not supported`);
  return found;
}
