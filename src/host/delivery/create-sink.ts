import type { Tools } from '../../contract/index.ts';
import type { ProxyEnvironment } from './connection-agent.ts';
import type { DestinationConfig } from './destination.ts';
import { createFileSink } from './file-sink.ts';
import { createOtlpSink } from './otlp-sink.ts';
import type { Sink } from './sink.ts';

export interface SinkTools extends Pick<Tools, 'clock'> {
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up; by default the process's environment. */
  readonly proxyEnvironment?: ProxyEnvironment;
}

/** The sink of a validated destination. Does no I/O. */
export function createSink(destination: DestinationConfig, tools: SinkTools): Sink {
  switch (destination.kind) {
    case 'otlp':
      return createOtlpSink(destination, tools.clock, tools.proxyEnvironment ?? process.env);
    case 'file':
      return createFileSink(destination.path, tools.clock);
  }
}
