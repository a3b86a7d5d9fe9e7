import type { ConnectorError } from '../../contract/index.ts';
import { needsAction } from '../collect/retry-delay.ts';
import type { SideStanding } from './side-monitor.ts';

/** The words of the dashboard, the API and the command line. */
export const statusWords = [
  'Pending',
  'Active',
  'Active (catching up)',
  'Throttled',
  'Retrying',
  'Action required',
  'Paused',
  'Standby',
  'Inactive',
] as const;

export type StatusWord = (typeof statusWords)[number];

/** What the word follows from. Times are monotonic milliseconds of this process. */
export interface StatusFacts {
  readonly mode: 'running' | 'paused' | 'standby' | 'inactive';
  readonly failure: { readonly error: ConnectorError; readonly inARow: number } | undefined;
  /** Its side streams. One that waits for a person makes the connector wait for one; others are only told. */
  readonly beside?: readonly Pick<SideStanding, 'failure'>[] | undefined;
  /** When a poll last ended well or a batch was accepted, an empty one too; undefined: never. */
  readonly goodMs: number | undefined;
  readonly pollIntervalMs: number;
  readonly historyPending: boolean;
  readonly lagMs: number | undefined;
}

/** Every state has one word. A quiet tenant is Active; so is one whose history is being read, with that said. */
export function statusWord(facts: StatusFacts, elapsedMs: number): StatusWord {
  if (facts.mode === 'paused') return 'Paused';
  if (facts.mode === 'standby') return 'Standby';
  if (facts.mode === 'inactive') return 'Inactive';
  if (facts.failure) {
    const { error, inARow } = facts.failure;
    if (needsAction(error.kind, inARow)) return 'Action required';
    return error.kind === 'throttled' ? 'Throttled' : 'Retrying';
  }
  if (facts.beside?.some(waitsForPerson)) return 'Action required';
  if (facts.goodMs === undefined) return 'Pending';
  if (elapsedMs - facts.goodMs > silenceMs(facts.pollIntervalMs)) return 'Retrying';
  const behind = facts.historyPending || (facts.lagMs ?? 0) > 2 * facts.pollIntervalMs;
  return behind ? 'Active (catching up)' : 'Active';
}

/** True of a side stream that goes on only once somebody has done something. */
export function waitsForPerson({ failure }: Pick<SideStanding, 'failure'>): boolean {
  return failure !== undefined && needsAction(failure.error.kind, failure.inARow);
}

/** How long nothing may be heard of a connector before it no longer counts as healthy. */
function silenceMs(pollIntervalMs: number): number {
  return Math.max(3 * pollIntervalMs, 5 * 60_000);
}
