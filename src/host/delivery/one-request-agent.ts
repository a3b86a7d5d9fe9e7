import type { Agent, ClientRequest } from 'node:http';

/** An agent for the official exporter: shows each request, and lets one of them out per export. */
export interface OneRequestAgent {
  readonly agent: Agent;
  /** Lets the next request out, after `seen` was called with it. Undefined: no request leaves. */
  allowNext(seen: ((request: ClientRequest) => void) | undefined): void;
}

/** What node:http calls on an agent, and what an agent may answer: long-standing, though not in the type definitions. */
interface RequestPort {
  addRequest(request: ClientRequest, options: object): void;
}
interface RefusableRequest {
  onSocket(socket: null, error: Error): void;
}

/**
 * A facade before the agent that owns the connections. The exporter's own retries cannot be switched off, so they are
 * failed at once: by `onSocket`, because a request that is destroyed before it has a socket leaves the export hanging.
 */
export function createOneRequestAgent(connections: Agent): OneRequestAgent {
  let allowed: ((request: ClientRequest) => void) | undefined;
  const port: RequestPort = {
    addRequest(request, options) {
      const seen = allowed;
      allowed = undefined;
      if (seen === undefined) {
        (request as unknown as RefusableRequest).onSocket(null, new Error('one request per export'));
        return;
      }
      seen(request);
      (connections as unknown as RequestPort).addRequest(request, options);
    },
  };
  // Everything but addRequest (protocol, port, keep-alive, proxy settings) is the real agent's.
  const agent = Object.assign(Object.create(connections) as Agent, port);
  return {
    agent,
    allowNext(seen) {
      allowed = seen;
    },
  };
}
