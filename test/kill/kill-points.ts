import type { Peer, WireEvent } from './wire.ts';

/** A moment of a collector's life that the wire shows. */
export interface KillPoint {
  readonly what: WireEvent['what'];
  readonly peer: Peer;
  /** The how-manieth of its kind, from 1. */
  readonly count: number;
  /** How long after it, milliseconds: a commit follows an answer. */
  readonly afterMs: number;
}

/** The first `count` requests and answers of both peers, and moments within the commit after each acceptance. */
export function killPoints(count: number): readonly KillPoint[] {
  const kinds = [
    { what: 'request', peer: 'tenant', afterMs: 0 },
    { what: 'answer', peer: 'tenant', afterMs: 0 },
    { what: 'request', peer: 'endpoint', afterMs: 0 },
    { what: 'answer', peer: 'endpoint', afterMs: 0 },
    { what: 'answer', peer: 'endpoint', afterMs: 1 },
    { what: 'answer', peer: 'endpoint', afterMs: 3 },
  ] as const;
  return Array.from({ length: count }, (_, index) => kinds.map((kind) => ({ ...kind, count: index + 1 }))).flat();
}

export function pointName({ what, peer, count, afterMs }: KillPoint): string {
  return `${what} ${count} of the ${peer}${afterMs === 0 ? '' : ` + ${afterMs} ms`}`;
}
