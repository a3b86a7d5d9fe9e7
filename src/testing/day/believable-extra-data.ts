import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { ExtraData } from '../tenant/extra-data.ts';
import { believableFlatAlert } from './believable-flat-alert.ts';

/**
 * What an incident can be expanded with: as many alerts as its `alert_count` says, linked to it by `case_id`, and the
 * artifacts in them. With a random that begins alike, an incident that has got more alerts keeps those it had.
 */
export function believableExtraData(random: SeededRandom, incident: JsonObject): Required<ExtraData> {
  const count = Number(incident['alert_count'] ?? 0);
  const alerts = Array.from({ length: count }, (_, index) => believableFlatAlert(random, incident, index));
  return { alerts, networkArtifacts: networkArtifacts(alerts), fileArtifacts: fileArtifacts(alerts) };
}

function networkArtifacts(alerts: readonly JsonObject[]): readonly JsonObject[] {
  return grouped(alerts, 'action_remote_ip').map(([alert, count]) => ({
    type: 'IP',
    alert_count: count,
    is_manual: false,
    network_domain: null,
    network_remote_ip: alert['action_remote_ip'] ?? null,
    network_remote_port: alert['action_remote_port'] ?? null,
    network_country: 'UNKNOWN',
  }));
}

function fileArtifacts(alerts: readonly JsonObject[]): readonly JsonObject[] {
  return grouped(alerts, 'actor_process_image_sha256').map(([alert, count]) => ({
    type: 'HASH',
    alert_count: count,
    is_manual: false,
    is_malicious: alert['category'] === 'Malware',
    is_process: true,
    low_confidence: false,
    file_name: alert['actor_process_image_name'] ?? null,
    file_sha256: alert['actor_process_image_sha256'] ?? null,
    file_signature_status: 'SIGNATURE_UNAVAILABLE',
    file_signature_vendor_name: null,
    file_wildfire_verdict: alert['category'] === 'Malware' ? 'MALWARE' : 'UNKNOWN',
  }));
}

/** The first alert of each value of a field that is not null, and how many alerts have it. */
function grouped(alerts: readonly JsonObject[], field: string): readonly (readonly [JsonObject, number])[] {
  const groups = Map.groupBy(
    alerts.filter((alert) => alert[field] !== null),
    (alert) => alert[field],
  );
  return [...groups.values()].flatMap((group) => (group[0] ? [[group[0], group.length] as const] : []));
}
