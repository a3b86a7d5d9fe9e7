import { workplace, type Workplace } from './workplace.ts';

/** A workplace of an operator, whose tenant has two hosts, `pc-1` and `pc-2`. */
export async function hostsPlace(connector: Readonly<Record<string, unknown>> = {}): Promise<Workplace> {
  const place = await workplace({ incidents: 0 });
  for (const name of ['pc-1', 'pc-2']) {
    place.model.hosts.put({
      endpoint_id: `${name}-id`,
      endpoint_name: name,
      endpoint_status: 'CONNECTED',
      is_isolated: 'AGENT_UNISOLATED',
      os_type: 'AGENT_OS_WINDOWS',
      last_seen: Date.now() - Number(name.slice(-1)) * 1000,
    });
  }
  await place.configure({ connector });
  return place;
}

/** What the endpoint was told of calls: that one began, or what came of it. */
export function audited({ endpoint }: Pick<Workplace, 'endpoint'>): readonly unknown[] {
  return endpoint.received().flatMap(({ eventName, attributes }) => {
    if (!eventName.startsWith('cortex_otel.command.')) return [];
    return [attributes['cortex_otel.command.outcome'] ?? eventName.replace('cortex_otel.command.', '')];
  });
}
