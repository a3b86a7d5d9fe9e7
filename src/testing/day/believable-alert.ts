import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { findings, hosts, people } from './cast.ts';

const dayMs = 86_400_000;

/**
 * An alert with the main fields of Get Alerts Multi-Events v2 (Cortex XDR REST API): what belongs to its events comes in
 * lists. `timeMs` is when the tenant received it; one in ten had been detected days before, on a host that was offline.
 */
export function believableAlert(random: SeededRandom, number: number, timeMs: number): JsonObject {
  const finding = random.pick(findings);
  const host = random.pick(hosts);
  const delayMs = random.chance(0.1) ? random.integer(1, 5) * dayMs : random.integer(500, 30_000);
  return {
    alert_id: String(number),
    external_id: `external-${number}`,
    case_id: random.chance(0.8) ? random.integer(1, 900) : null,
    name: finding.alert,
    category: finding.category,
    description: `${finding.alert} on ${host.name}`,
    severity: finding.severity,
    source: finding.source,
    action: random.pick(['BLOCKED', 'DETECTED', 'REPORTED']),
    action_pretty: random.pick(['Prevented (Blocked)', 'Detected', 'Detected (Reported)']),
    alert_type: 'Unclassified',
    resolution_status: 'STATUS_010_NEW',
    resolution_comment: null,
    matching_status: 'MATCHED',
    matching_service_rule_id: null,
    attempt_counter: 0,
    end_match_attempt_ts: null,
    detection_timestamp: timeMs - delayMs,
    local_insert_ts: timeMs,
    last_modified_ts: null,
    is_whitelisted: false,
    is_pcap: false,
    starred: random.chance(0.1),
    mitre_tactic_id_and_name: finding.tactics,
    mitre_technique_id_and_name: finding.techniques,
    tags: [`DS:PANW/${finding.source}`],
    original_tags: [`DS:PANW/${finding.source}`],
    endpoint_id: host.listed.slice(host.name.length + 1) || null,
    host_name: host.name,
    host_ip: [host.ip],
    mac_addresses: null,
    agent_os_type: 'Windows',
    agent_os_sub_type: 'Windows 11 [10.0 (Build 26100)]',
    agent_version: '8.9.1.3456',
    ...eventFields(random, timeMs - delayMs),
  };
}

/** Fields of one to three events: a list each, of all values that are not null. */
function eventFields(random: SeededRandom, detectedMs: number): JsonObject {
  const count = random.integer(1, 3);
  const each = <Value>(value: () => Value): Value[] => Array.from({ length: count }, value);
  return {
    events: null,
    events_length: count,
    event_type: each(() => 'Process Execution'),
    event_timestamp: each(() => detectedMs - random.integer(0, 500)),
    user_name: each(() => random.pick(people).account),
    actor_process_image_name: each(() => 'powershell.exe'),
    actor_process_command_line: each(() => `powershell.exe -nop -enc ${random.integer(1, 99)}`),
    actor_process_os_pid: each(() => random.integer(400, 60_000)),
    actor_process_signature_status: each(() => 'N/A'),
    action_remote_ip: each(() => `203.0.113.${random.integer(1, 254)}`),
    action_remote_port: each(() => 443),
    action_country: each(() => 'UNKNOWN'),
    action_file_name: null,
  };
}
