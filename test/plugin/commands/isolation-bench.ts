import { fault, isolatePath, type JsonObject, unisolatePath } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { putHosts } from './host-items.ts';

/** One of the two commands about isolation. */
export interface IsolationKind {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  /** State of a host that it makes sense for, of one that needs nothing, and of one that is on the other way. */
  readonly from: string;
  readonly already: string;
  readonly pending: string;
  readonly against: string;
}

export const isolationKinds: readonly IsolationKind[] = [
  {
    name: 'isolate-hosts',
    title: 'Isolate Hosts',
    path: isolatePath,
    from: 'AGENT_UNISOLATED',
    already: 'AGENT_ISOLATED',
    pending: 'AGENT_PENDING_ISOLATION',
    against: 'AGENT_PENDING_ISOLATION_CANCELLATION',
  },
  {
    name: 'unisolate-hosts',
    title: 'Unisolate Hosts',
    path: unisolatePath,
    from: 'AGENT_ISOLATED',
    already: 'AGENT_UNISOLATED',
    pending: 'AGENT_PENDING_ISOLATION_CANCELLATION',
    against: 'AGENT_PENDING_ISOLATION',
  },
];

/** A tenant with hosts that the command makes sense for, but for what is said of them. */
export async function isolationBench(
  { path, from }: IsolationKind,
  hosts: Readonly<Record<string, JsonObject>> = { 'pc-1': {}, 'pc-2': {}, 'pc-3': {} },
) {
  const ready = { is_isolated: from };
  const bench = await commandBench();
  putHosts(bench, Object.fromEntries(Object.entries(hosts).map(([host, fields]) => [host, { ...ready, ...fields }])));
  const stateOf = (host: string) => {
    const now = bench.tenant.model.hosts.visible(bench.clock.now());
    return now.find((each) => each['endpoint_id'] === `${host}-id`)?.['is_isolated'];
  };
  /** Between the look-up and the request, by somebody else. */
  function changedMeanwhile(host: string, fields: JsonObject): void {
    const change = () => {
      bench.tenant.model.hosts.change(`${host}-id`, fields);
      return false;
    };
    bench.tenant.faults.add(fault.at(path, fault.when(change, fault.none())));
  }

  return { ...bench, stateOf, changedMeanwhile };
}
