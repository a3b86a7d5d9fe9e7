/* The stock pipeline: the official batch processor as its documentation shows it, flushed when everything was read. */
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { AnyValue, Attributes } from '@opentelemetry/api';
import { cortexOrigin } from '../src/plugin/sources/cortex-origin.ts';
import { fromEnvironment } from './bench-environment.ts';
import { handMapped } from './hand-mapped.ts';
import { readPages } from './read-pages.ts';
import { lists } from './workload.ts';

const { kind, encoding, tenantUrl, endpointUrl } = fromEnvironment(process.env);
const { resource, scope } = cortexOrigin(lists[kind].product, tenantUrl, 'public_api_v1');
const Exporter = encoding === 'json' ? JsonExporter : ProtobufExporter;
const provider = new LoggerProvider({
  resource: resourceFromAttributes({ ...resource } as Attributes),
  processors: [new BatchLogRecordProcessor({ exporter: new Exporter({ url: `${endpointUrl}/v1/logs` }) })],
});
const logger = provider.getLogger(scope.name, scope.version, { schemaUrl: scope.schemaUrl });
const toHrTime = (ms: number): [number, number] => [Math.floor(ms / 1000), (ms % 1000) * 1e6];

for await (const page of readPages(tenantUrl, kind)) {
  const observedTimestamp = toHrTime(Date.now());
  for (const item of page) {
    const { timeMs, attributes, ...rest } = handMapped(kind, item, tenantUrl);
    const timestamp = toHrTime(timeMs);
    logger.emit({
      ...rest,
      timestamp,
      observedTimestamp,
      body: item as AnyValue,
      attributes: attributes as Attributes,
    });
  }
}
await provider.forceFlush();
await provider.shutdown();
