import type { Clock } from '../../contract/index.ts';
import type { ProxyEnvironment } from './connection-agent.ts';
import type { OtlpDestination } from './destination.ts';
import { drainPlan } from './drain-plan.ts';
import { createOtlpEndpoint } from './otlp-endpoint.ts';
import { maxRequestBytes, pack } from './pack.ts';
import { createPreparation } from './prepare-pending.ts';
import type { Sink } from './sink.ts';
import { testEndpoint } from './test-endpoint.ts';

/** Delivers to an OTLP/HTTP endpoint through the official exporters. */
export function createOtlpSink(destination: OtlpDestination, clock: Clock, proxies: ProxyEnvironment): Sink {
  const endpoint = createOtlpEndpoint(destination, clock, proxies);
  const limits = { maxRecords: destination.maxRequestRecords, maxBytes: maxRequestBytes };
  const prepare = createPreparation();

  return {
    destination: endpoint.url,
    async deliver(delivery, signal) {
      const { ledger } = delivery;
      delivery.plan ??= pack(prepare(delivery), limits);
      const countRequest = (bytes: number) => ledger.countRequest(bytes);
      await drainPlan(delivery.plan, ledger, (records) => endpoint.send(records, countRequest, signal));
      return ledger.report();
    },
    test: (signal) => testEndpoint(endpoint.url, clock, () => endpoint.send([], () => {}, signal)),
    async close() {
      endpoint.close();
    },
  };
}
