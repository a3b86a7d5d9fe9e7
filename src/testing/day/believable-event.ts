import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { hosts, people } from './cast.ts';

const images = ['powershell.exe', 'svchost.exe', 'chrome.exe', 'winword.exe', 'sshd'];

/** A row of the dataset `xdr_data`: an event of an endpoint at `timeMs`, epoch milliseconds, with the fields most ask for. */
export function believableEvent(random: SeededRandom, number: number, timeMs: number): JsonObject {
  const host = random.pick(hosts);
  const image = random.pick(images);
  return {
    event_id: `event-${number}`,
    _time: timeMs,
    _vendor: 'PANW',
    _product: 'XDR agent',
    insert_timestamp: timeMs + random.integer(1000, 60_000),
    event_type: random.pick(['PROCESS', 'NETWORK', 'FILE', 'REGISTRY']),
    // XQL gives a missing value as a word.
    event_sub_type: random.chance(0.2) ? 'NULL' : 'PROCESS_START',
    agent_id: host.listed.slice(host.name.length + 1) || null,
    agent_hostname: host.name,
    agent_ip_addresses: [host.ip],
    actor_effective_username: random.pick(people).account,
    actor_process_image_name: image,
    action_remote_ip: `203.0.113.${random.integer(1, 254)}`,
    action_remote_port: random.pick([22, 53, 443, 8080]),
  };
}
