import type { ClientRequest } from 'node:http';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { createConnectionAgent, type ProxyEnvironment } from './connection-agent.ts';
import type { OtlpDestination } from './destination.ts';
import { exportOnce, type ExportLine } from './export-once.ts';
import { logsUrl } from './logs-url.ts';
import type { ObservedAnswer } from './observed-answer.ts';
import { createOneRequestAgent } from './one-request-agent.ts';

/** The official exporters, made to do one observed request per call. Safe for several calls at a time. */
export interface ExportChannel {
  /** Sends records in one request. Never throws but for the signal's reason. */
  send(records: ReadableLogRecord[], compression: 'none' | 'gzip', signal: AbortSignal): Promise<ObservedAnswer>;
  close(): void;
}

/** Set by Node where a request goes through a plain proxy. */
const proxyHeaders = ['proxy-authorization', 'proxy-connection'];

type Compression = NonNullable<NonNullable<ConstructorParameters<typeof JsonExporter>[0]>['compression']>;

export function createExportChannel(destination: OtlpDestination, proxies: ProxyEnvironment): ExportChannel {
  const connections = createConnectionAgent(destination, proxies);
  const idle = new Map<string, ExportLine[]>([
    ['none', []],
    ['gzip', []],
  ]);

  const open = (compression: 'none' | 'gzip'): ExportLine => {
    const gate = createOneRequestAgent(connections);
    const Exporter = destination.encoding === 'json' ? JsonExporter : ProtobufExporter;
    const exporter = new Exporter({
      url: logsUrl(destination.endpoint),
      headers: revealed(destination),
      // The type wants the value of an enum that the package does not export where this one can reach it.
      compression: compression as Compression,
      // Later than our own deadline, which is the one that decides.
      timeoutMillis: destination.timeoutMs + 1000,
      userAgent: 'cortex-otel',
      httpAgentOptions: () => gate.agent,
    });
    const allowed = allowedHeaders(destination);
    return { exporter, allowNext: (seen) => gate.allowNext(seen && ((request) => seen(onlyOurs(request, allowed)))) };
  };

  return {
    async send(records, compression, signal) {
      const line = idle.get(compression)?.pop() ?? open(compression);
      const { answer, reusable } = await exportOnce(line, records, destination.timeoutMs, signal);
      // After anything but a success the exporter may be busy with retries of its own: it is left to its failure.
      if (reusable) idle.get(compression)?.push(line);
      return answer;
    },
    close: () => connections.destroy(),
  };
}

function revealed({ headers }: OtlpDestination): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, secret]) => [name, secret.reveal()]));
}

function allowedHeaders({ headers, endpoint }: OtlpDestination): ReadonlySet<string> {
  const credentials = new URL(endpoint).username === '' ? [] : ['authorization'];
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  return new Set([...names, ...credentials, 'host', 'content-type', 'user-agent', 'connection', ...proxyHeaders]);
}

/** The exporter adds what OTEL_EXPORTER_OTLP_HEADERS holds, which may be meant for somebody else. */
function onlyOurs(request: ClientRequest, allowed: ReadonlySet<string>): ClientRequest {
  for (const name of request.getHeaderNames()) if (!allowed.has(name)) request.removeHeader(name);
  return request;
}
