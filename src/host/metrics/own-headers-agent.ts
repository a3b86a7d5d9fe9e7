import type { Agent, ClientRequest } from 'node:http';

/** What node:http calls on an agent: long-standing, though not in the type definitions. */
interface RequestPort {
  addRequest(request: ClientRequest, options: object): void;
}

/**
 * A facade before the agent that owns the connections. The official exporters add what OTEL_EXPORTER_OTLP_HEADERS holds,
 * which may be meant for somebody else: only headers in `allowed` (lower case) leave.
 */
export function ownHeadersAgent(connections: Agent, allowed: ReadonlySet<string>): Agent {
  const port: RequestPort = {
    addRequest(request, options) {
      for (const name of request.getHeaderNames()) if (!allowed.has(name)) request.removeHeader(name);
      (connections as unknown as RequestPort).addRequest(request, options);
    },
  };
  return Object.assign(Object.create(connections) as Agent, port);
}
