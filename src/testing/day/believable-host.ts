import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { hosts, people } from './cast.ts';

interface System {
  readonly os: string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly package: string;
}

const systems: readonly System[] = [
  { os: 'WINDOWS', type: 'WORKSTATION', name: 'Windows 11 Enterprise', version: '10.0.26100', package: 'win-clients' },
  { os: 'WINDOWS', type: 'SERVER', name: 'Windows Server 2022', version: '10.0.20348', package: 'win-servers' },
  { os: 'LINUX', type: 'SERVER', name: 'Ubuntu 24.04 LTS', version: '6.8.0-45', package: 'linux' },
  { os: 'MAC', type: 'WORKSTATION', name: 'macOS 15.3', version: '15.3', package: 'mac' },
];

/**
 * An endpoint that is connected and was seen at `timeMs`, epoch milliseconds, with every field of Get Endpoint (Cortex
 * XDR REST API). Several of one company's hosts may have one name: what identifies one is `endpoint_id`.
 */
export function believableHost(random: SeededRandom, number: number, timeMs: number): JsonObject {
  const host = random.pick(hosts);
  const system = random.pick(systems);
  const installedMs = timeMs - random.integer(30, 900) * 86_400_000;
  return {
    endpoint_id: agentId(random, number),
    endpoint_name: host.name,
    endpointTags: '',
    endpoint_type: `AGENT_TYPE_${system.type}`,
    endpoint_status: 'CONNECTED',
    os_type: `AGENT_OS_${system.os}`,
    os_version: system.version,
    operating_system: system.name,
    ip: [host.ip],
    ipv6: [],
    public_ip: '203.0.113.7',
    users: [random.pick(people).account],
    domain: 'nordwind.example',
    alias: '',
    first_seen: installedMs,
    last_seen: timeMs,
    install_date: installedMs,
    installation_package: system.package,
    endpoint_version: random.pick(['8.9.1.3456', '8.8.0.1234']),
    active_directory: null,
    group_name: [system.type === 'SERVER' ? 'servers' : 'clients'],
    is_isolated: 'AGENT_UNISOLATED',
    isolated_date: null,
    scan_status: 'SCAN_STATUS_NONE',
    mac_address: [macAddress(random)],
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
