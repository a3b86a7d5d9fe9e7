import type { Wire } from './wire.ts';

export const phases = ['reading', 'exporting', 'committing', 'waiting'] as const;
export type Phase = (typeof phases)[number];

/** A commit that has not led to another request after so many milliseconds is over. */
const longestCommitMs = 50;

/**
 * What a collector is doing, as far as the wire shows it. `exporting`: a request to the endpoint is open. `committing`:
 * the endpoint has just accepted, and no request has begun since. `reading`: a request to the tenant is open.
 */
export function phaseAt(wire: Pick<Wire, 'exchanges' | 'open'>, nowMs: number): Phase {
  if (wire.open('endpoint') > 0) return 'exporting';
  const exported = wire.exchanges.findLast(({ peer }) => peer === 'endpoint');
  const isAccepted = exported?.answer === 'told' && exported.status === 200;
  const begunMs = wire.exchanges.at(-1)?.begunMs ?? 0;
  if (isAccepted && begunMs < exported.toldMs && nowMs - exported.toldMs <= longestCommitMs) return 'committing';
  return wire.open('tenant') > 0 ? 'reading' : 'waiting';
}
