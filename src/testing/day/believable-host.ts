import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { hosts, people } from './cast.ts';
import { systemFields, systems } from './systems.ts';

/**
 * An endpoint that is connected and was seen at `timeMs`, epoch milliseconds, with every field of Get Endpoint (Cortex
 * XDR REST API). Several of one company's hosts may have one name: what identifies one is `endpoint_id`.
 */
export function believableHost(random: SeededRandom, number: number, timeMs: number): JsonObject {
  const host = random.pick(hosts);
  const system = systemFields(random.pick(systems));
  const installedMs = timeMs - random.integer(30, 900) * 86_400_000;
  return {
    endpoint_id: agentId(random, number),
    endpoint_name: host.name,
    endpointTags: '',
    endpoint_status: 'CONNECTED',
    ip: [host.ip],
    ipv6: [],
    public_ip: '203.0.113.7',
    users: [random.pick(people).account],
    domain: 'nordwind.example',
    alias: '',
    first_seen: installedMs,
    last_seen: timeMs,
    install_date: installedMs,
    endpoint_version: random.pick(['8.9.1.3456', '8.8.0.1234']),
    active_directory: null,
    is_isolated: 'AGENT_UNISOLATED',
    isolated_date: null,
    scan_status: 'SCAN_STATUS_NONE',
    mac_address: [macAddress(random)],
    ...system,
    ...protection(timeMs),
  };
}

function protection(timeMs: number): JsonObject {
  const updatedMs = timeMs - 3_600_000;
  return {
    operational_status: 'PROTECTED',
    operational_status_description: null,
    operational_status_details: [],
    content_version: '1580-96123',
    content_status: 'UP_TO_DATE',
    content_release_timestamp: updatedMs - 86_400_000,
    last_content_update_time: updatedMs,
    assigned_prevention_policy: 'Default',
    assigned_extensions_policy: 'Default',
  };
}

/** 32 hexadecimal digits that end in the number, so that no two are equal. */
function agentId(random: SeededRandom, number: number): JsonValue {
  return hex(random, 26) + number.toString(16).padStart(6, '0');
}

function macAddress(random: SeededRandom): JsonValue {
  return Array.from({ length: 6 }, () => hex(random, 2)).join(':');
}

function hex(random: SeededRandom, digits: number): string {
  return Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');
}
