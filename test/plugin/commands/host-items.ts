import type { CommandBench } from './command-bench.ts';
import { believableHost, type JsonObject, seededRandom } from '../../../src/testing/index.ts';

/** Puts hosts into a tenant: `pc-1`, whose id is `pc-1-id`, and so on, with what is said of each. */
export function putHosts(
  { tenant, clock }: Pick<CommandBench, 'tenant' | 'clock'>,
  hosts: Readonly<Record<string, JsonObject>>,
): void {
  const random = seededRandom(5);
  for (const [index, [name, fields]] of Object.entries(hosts).entries()) {
    const host = believableHost(random, index, clock.now() - 60_000 * (index + 1));
    tenant.model.hosts.put({ ...host, endpoint_id: `${name}-id`, endpoint_name: name, ...fields });
  }
}
