import type { CallEnd, CallOutcome, CallPhase, CallStart } from './call.ts';

/** So long a call belongs to whoever runs it after a word from there, milliseconds; a run then sees to its audit records. */
export const holdMs = 30_000;

/** The most ended calls that are kept of one connector; the oldest go, never one with an audit record to be delivered. */
export const historyLength = 1000;

/** So many calls of one connector may wait for their audit records to be delivered; one more is refused. */
export const mostDue = 10_000;

/**
 * What operators have had done, call by call, durably. Several processes may use it at once: it needs no lock of the state
 * directory. Every method throws ConnectorError `state` where it cannot be used; what is damaged is put aside, and told.
 */
export interface CommandJournal {
  /** Before anything is sent. The call is held by its caller. */
  begin(start: CallStart): Promise<void>;
  /** The call goes on; nobody else delivers its audit records for {@link holdMs}. */
  hold(id: string): Promise<void>;
  /** Held as by {@link hold}. One that is not there any more, because the journal was damaged, is there again. */
  finish(start: CallStart, end: CallEnd): Promise<void>;
  /** Whoever ran it has ended: a run delivers what is left. */
  release(id: string): Promise<void>;
  /** Their audit records are settled: the destination has taken them, or never will. */
  settled(records: readonly CallReference[]): Promise<void>;
  /** Audit records of calls that nobody holds, oldest first. */
  due(connector: string, limit: number): Promise<readonly AuditDue[]>;
  /** Calls with audit records due, of connectors that are not configured any more, are the connector's from now on. */
  adopt(connector: string, adoption: Adoption): Promise<void>;
  standing(): Promise<JournalStanding>;
  /** Of what has been lost with a damaged journal, what the destination of the connector has not been told. */
  losses(connector: string): Promise<readonly JournalLoss[]>;
  lossesTold(connector: string, ids: readonly string[]): Promise<void>;
  /** Newest first; `beforeSequence`: older than that call. */
  history(
    connector: string,
    page: { readonly beforeSequence?: number; readonly limit: number },
  ): Promise<readonly JournaledCall[]>;
  /** A call of a connector by its id; undefined: there is none. */
  find(connector: string, id: string): Promise<JournaledCall | undefined>;
}

export interface CallReference {
  readonly id: string;
  readonly phase: CallPhase;
}

export interface Adoption {
  /** The connector's: only what would be told to the same, in the same name, is adopted. */
  readonly route: string;
  /** Ids of all connectors there are, at work or not. */
  readonly configured: readonly string[];
}

/** A journal was damaged, and put aside. */
export interface JournalLoss {
  readonly id: string;
  readonly atMs: number;
  /** Calls that could be carried over. How many could not nobody knows. */
  readonly callsKept: number;
}

/** How the calls of all connectors stand, those that are not configured any more too. */
export interface JournalStanding {
  /** Audit records that wait for a run. */
  readonly due: readonly { readonly connector: string; readonly records: number }[];
  /** Calls that have ended since the journal was made. */
  readonly ended: readonly EndedCalls[];
}

export interface EndedCalls {
  readonly connector: string;
  readonly command: string;
  readonly outcome: CallOutcome;
  readonly calls: number;
}

/** An audit record to be delivered. Of a call that is told at its end, with that. */
export interface AuditDue {
  readonly phase: CallPhase;
  readonly start: CallStart;
  readonly end: CallEnd | undefined;
}

export interface JournaledCall {
  readonly sequence: number;
  readonly start: CallStart;
  /** `lost`: whoever ran it was killed, and nobody knows what came of it. */
  readonly state: 'running' | 'ended' | 'lost';
  readonly end: CallEnd | undefined;
  /** Whether its audit records are settled. */
  readonly settled: Readonly<Record<'start' | 'end', boolean>>;
}
