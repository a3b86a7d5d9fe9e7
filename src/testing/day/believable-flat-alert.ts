import { createHash } from 'node:crypto';
import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { findings, hosts, people, type Finding, type Host } from './cast.ts';
import { emptyFlatAlert } from './flat-alert-fields.ts';

/**
 * The alert of this index (from 0) of an incident, in the flat shape of Get Extra Incident Data (Cortex XDR REST API):
 * a scalar per field, several addresses as one text.
 */
export function believableFlatAlert(random: SeededRandom, incident: JsonObject, index: number): JsonObject {
  const finding = findingOf(random, incident);
  const host = hostOf(random, incident);
  const detectedMs = Number(incident['creation_time']) + index * random.integer(500, 20_000);
  const tags = textList(incident['original_tags']).join(',') || null;
  return {
    ...emptyFlatAlert,
    alert_id: String(Number(incident['incident_id']) * 10_000 + index),
    case_id: Number(incident['incident_id']),
    name: finding.alert,
    category: finding.category,
    description: `${finding.alert} on ${host.name}`,
    severity: incident['severity'] ?? finding.severity,
    source: finding.source,
    action: 'DETECTED',
    action_pretty: 'Detected',
    alert_type: 'Unclassified',
    resolution_status: 'STATUS_010_NEW',
    matching_status: 'MATCHED',
    attempt_counter: 0,
    detection_timestamp: detectedMs,
    local_insert_ts: detectedMs + random.integer(500, 30_000),
    is_whitelisted: false,
    is_pcap: false,
    starred: incident['starred'] ?? false,
    mitre_tactic_id_and_name: finding.tactics[0] ?? null,
    mitre_technique_id_and_name: finding.techniques[0] ?? null,
    tags,
    original_tags: tags,
    ...agentFields(host),
    ...eventFields(random, incident, detectedMs),
  };
}

function agentFields(host: Host): JsonObject {
  return {
    endpoint_id: host.listed.slice(host.name.length + 1) || null,
    host_name: host.name,
    host_ip: `${host.ip}, 192.0.2.${host.name.length}`,
    agent_os_type: 'Windows',
    agent_os_sub_type: 'Windows 11 [10.0 (Build 26100)]',
    agent_version: '8.9.1.3456',
    agent_install_type: 'STANDARD',
    agent_is_vdi: false,
  };
}

function eventFields(random: SeededRandom, incident: JsonObject, detectedMs: number): JsonObject {
  const image = random.pick(['powershell.exe', 'rundll32.exe', 'invoice_4711.exe', '請求書.exe']);
  const isNetwork = random.chance(0.4);
  return {
    events_length: 1,
    event_type: isNetwork ? 'Network Connections' : 'Process Execution',
    event_timestamp: detectedMs,
    user_name: textList(incident['users'])[0] ?? random.pick(people).account,
    actor_process_image_name: image,
    actor_process_image_path: `C:\\Users\\Public\\${image}`,
    actor_process_image_sha256: createHash('sha256').update(image).digest('hex'),
    actor_process_command_line: `${image} -run ${random.integer(1, 99)}`,
    actor_process_os_pid: random.integer(400, 60_000),
    actor_process_signature_status: 'N/A',
    ...(isNetwork ? { action_remote_ip: `203.0.113.${random.integer(1, 9)}`, action_remote_port: 443 } : {}),
  };
}

function findingOf(random: SeededRandom, incident: JsonObject): Finding {
  const [category] = textList(incident['alert_categories']);
  return findings.find((finding) => finding.category === category) ?? random.pick(findings);
}

function hostOf(random: SeededRandom, incident: JsonObject): Host {
  const listed = textList(incident['hosts']);
  const known = hosts.filter((host) => listed.includes(host.listed));
  return random.pick(known.length > 0 ? known : hosts);
}

function textList(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}
