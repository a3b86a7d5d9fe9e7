import type { CallAnswer, CallDetails, CallSummary } from '../../../api/commands.ts';
import type { CommandFailure } from '../../../contract/index.ts';
import type { CallEnd } from '../../commands/call.ts';
import type { JournaledCall } from '../../commands/command-journal.ts';
import { unknownOutcomes } from '../../commands/unknown-outcomes.ts';

/** A call as it is recorded. */
export type RecordedCall = Pick<JournaledCall, 'start' | 'state' | 'end'>;

export function callSummary({ start, state, end }: RecordedCall): CallSummary {
  const { id, command, access, actor, via, startedMs, summary } = start;
  return {
    call: id,
    command,
    access,
    actor,
    via,
    at: new Date(startedMs).toISOString(),
    durationMs: end ? Math.max(0, end.finishedMs - startedMs) : null,
    summary,
    outcome: end ? end.outcome : state === 'running' ? 'running' : 'lost',
    unknown: end !== undefined && unknownOutcomes(end) > 0,
  };
}

export interface CallBeside {
  /** Undefined: what it answered is not kept. */
  readonly answer: CallAnswer | undefined;
  /** See {@link CallDetails}. */
  readonly unrecorded: boolean;
  /** Whether all of it can still be had here. */
  readonly resultKept: boolean;
  /** Names of its files that can still be had here. */
  readonly kept: ReadonlySet<string>;
}

export function callDetails(call: RecordedCall, { answer, unrecorded, resultKept, kept }: CallBeside): CallDetails {
  const { start, end } = call;
  return {
    ...callSummary(call),
    input: start.input,
    failures: (end?.failures ?? []).map(failureDetails),
    moreFailures: end?.moreFailures ?? 0,
    keyFields: { ...end?.keyFields },
    files: (end?.files ?? []).map(({ name, bytes, sha256 }) => ({ name, bytes, sha256, kept: kept.has(name) })),
    recordCount: end?.records ?? 0,
    stoppedBy: end?.stoppedBy ?? null,
    error: errorDetails(end?.error),
    unrecorded,
    resultKept,
    answer: answer ?? null,
  };
}

function errorDetails(error: CallEnd['error'] | undefined): CallDetails['error'] {
  return error ? { message: error.message, code: error.code ?? null } : null;
}

function failureDetails(failure: CommandFailure): CallDetails['failures'][number] {
  const { indicator, statusCode, message, remedy, outcome, input, code } = failure;
  return { indicator, statusCode, message, remedy, outcome, input: input ?? null, code: code ?? null };
}
