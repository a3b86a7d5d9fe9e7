import type { JsonObject } from '../faults/answer.ts';
import { seededRandom } from '../seeded-random.ts';
import { believableHost } from './believable-host.ts';
import { hosts } from './cast.ts';
import { systemFields } from './systems.ts';

/**
 * The endpoints of a believable day: every host of its incidents that has an agent, and an agent of before a
 * reinstallation, lost, which has the name of another one.
 */
export function hostsOfDay(seed: number, endMs: number): readonly JsonObject[] {
  const random = seededRandom(seed);
  const managed = hosts.filter(({ listed }) => /:[0-9a-f]{32}$/.test(listed));
  const alive = managed.map((host, index) => ({
    ...believableHost(random, index, endMs),
    endpoint_id: host.listed.slice(host.name.length + 1),
    endpoint_name: host.name,
    ip: [host.ip],
    ...systemFields(host.system),
  }));
  const [twin] = managed;
  const lostMs = endMs - 45 * 86_400_000;
  const lost = believableHost(random, alive.length, lostMs);
  if (!twin) return alive;
  const again = { endpoint_name: twin.name, ...systemFields(twin.system) };
  return [...alive, { ...lost, ...again, endpoint_status: 'LOST' }];
}
