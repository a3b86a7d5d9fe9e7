import { type CallDetails, type CommandEvent, commandEventSchema } from '../../../../src/api/commands.ts';
import { believableHost, isolatePath, seededRandom } from '../../../../src/testing/index.ts';
import { type ConsoleBench, consoleBench } from '../console-bench.ts';

const never = new AbortController().signal;
export const isolating = { command: 'isolate-hosts', input: { host_names: ['pc-1'] } } as const;
export const searching = { command: 'search-hosts', input: {} } as const;

/** A collector with the connector `eu`, which allows commands so far, of a tenant that has `pc-1` and `pc-2`. */
export async function benchWith(commands: 'off' | 'read' | 'write'): Promise<ConsoleBench> {
  const bench = await consoleBench({ connectors: [{ id: 'eu', api_key: '${env:CORTEX_KEY}', commands }] });
  const random = seededRandom(5);
  for (const index of [1, 2]) {
    const host = believableHost(random, index, Date.now() - 60_000 * index);
    const names = { endpoint_id: `pc-${index}-id`, endpoint_name: `pc-${index}`, is_isolated: 'AGENT_UNISOLATED' };
    bench.tenant.model.hosts.put({ ...host, ...names });
  }
  return bench;
}

type RunOf = Parameters<ConsoleBench['console']['runCommand']>[1];

/** All that is told of a run, to its end. */
export async function eventsOf(bench: ConsoleBench, run: RunOf): Promise<readonly CommandEvent[]> {
  const events: CommandEvent[] = [];
  for await (const event of bench.console.runCommand('eu', run, 'ann', never))
    events.push(commandEventSchema.parse(event));
  return events;
}

/** What came of a run. */
export async function ended(bench: ConsoleBench, run: RunOf): Promise<CallDetails> {
  const last = (await eventsOf(bench, run)).at(-1);
  if (!last || !('ended' in last)) throw new Error('it did not end');
  return last.ended;
}

/** How often the tenant was asked to isolate something. */
export const isolations = ({ tenant }: ConsoleBench) =>
  tenant.requests.filter(({ path }) => path === isolatePath).length;
