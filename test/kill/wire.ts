import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whom a collector talks to. */
export type Peer = 'tenant' | 'endpoint';

/** One request of a collector, as its peer sees it. */
export interface Exchange {
  /** Counted from 1 over both peers, in the order in which the requests began. */
  readonly number: number;
  readonly peer: Peer;
  /** Monotonic milliseconds. */
  readonly begunMs: number;
  /** `open` until the last byte of the answer was handed over (`told`), or the connection was gone before (`lost`). */
  answer: 'open' | 'told' | 'lost';
  status: number;
  /** Monotonic milliseconds. */
  toldMs: number;
}

export interface WireEvent {
  readonly what: 'request' | 'answer';
  readonly exchange: Exchange;
}

/** Every request to servers of this process, as it begins and as it has been answered. */
export interface Wire {
  readonly exchanges: readonly Exchange[];
  /** How many requests to the peer are open now. */
  open(peer: Peer): number;
  /** Calls `listener` at every event, until the function returned is called. */
  listen(listener: (event: WireEvent) => void): () => void;
  close(): void;
}

/** Under this name every request that is handed to a server carries its {@link Exchange.number}. */
export const exchangeHeader = 'x-exchange';

/** Watches the servers at these addresses. */
export function watchWire(urls: Readonly<Record<Peer, string>>): Wire {
  const peers = new Map(Object.entries(urls).map(([peer, url]) => [Number(new URL(url).port), peer as Peer]));
  const exchanges: Exchange[] = [];
  const listeners = new Set<(event: WireEvent) => void>();
  const tell = (event: WireEvent) => {
    for (const listener of listeners) listener(event);
  };

  function begin(message: unknown): void {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const peer = peers.get(request.socket.localPort ?? 0);
    if (peer === undefined) return;
    const number = exchanges.length + 1;
    const exchange: Exchange = { number, peer, begunMs: performance.now(), answer: 'open', status: 0, toldMs: 0 };
    exchanges.push(exchange);
    request.headersDistinct[exchangeHeader] = [String(exchange.number)];
    response.once('finish', () => {
      Object.assign(exchange, { answer: 'told', status: response.statusCode, toldMs: performance.now() });
      tell({ what: 'answer', exchange });
    });
    response.once('close', () => {
      if (exchange.answer === 'open') exchange.answer = 'lost';
    });
    tell({ what: 'request', exchange });
  }

  diagnostics.subscribe('http.server.request.start', begin);
  return {
    exchanges,
    open: (peer) => exchanges.filter((exchange) => exchange.peer === peer && exchange.answer === 'open').length,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => void diagnostics.unsubscribe('http.server.request.start', begin),
  };
}
