import { type CommandFailure, ConnectorError, isConnectorError, type JsonValue } from '../../../contract/index.ts';
import { actionPauses } from './action-pauses.ts';
import { actionStage } from './action-stage.ts';
import { endpointsDone } from './endpoints-done.ts';
import type { CommandOutcome, ReadMeans } from '../command-definition.ts';
import { createHope } from '../create-hope.ts';
import { type ActionStatus, readActionStatus } from './read-action-status.ts';

/** An action that has just been accepted may have no endpoints yet; after this there is none. */
const appearsWithinMs = 30_000;

/** What is known of an action so far. */
interface Look {
  readonly id: string;
  readonly status?: ActionStatus;
  readonly error?: ConnectorError;
}

/** Looks at actions once, or again until all are over or `longestMs` have passed. @throws nothing but an abort */
export async function followActions(
  ids: readonly string[],
  longestMs: number,
  means: ReadMeans,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const { clock } = means.tools;
  const startMs = clock.elapsed();
  const looks = new Map<string, Look>(ids.map((id) => [id, { id }]));
  for (const pauseMs of actionPauses()) {
    for await (const seen of lookAgain(openOf(looks, clock.elapsed() - startMs), means, signal))
      looks.set(seen.id, seen);
    const passedMs = clock.elapsed() - startMs;
    const leftMs = longestMs - passedMs;
    if (leftMs <= 0 || openOf(looks, passedMs).length === 0) break;
    means.tell(endpointsDone([...looks.values()].flatMap(({ status }) => Object.values(status?.statuses ?? {}))));
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
  }
  return outcomeOf([...looks.values()], longestMs, means);
}

/** One after the other, until every further one would meet the same. */
async function* lookAgain(open: readonly Look[], means: ReadMeans, signal: AbortSignal): AsyncGenerator<Look> {
  const hope = createHope();
  for (const each of open) {
    const lost = hope.lost();
    const seen: Look = lost ? { ...each, error: lost } : await look(each, means, signal);
    yield seen;
    hope.met(seen.error);
  }
}

async function look({ id, ...before }: Look, means: ReadMeans, signal: AbortSignal): Promise<Look> {
  try {
    return { id, status: await readActionStatus(id, means, signal) };
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return { ...before, id, error };
  }
}

/** Those worth another look. */
function openOf(looks: ReadonlyMap<string, Look>, passedMs: number): readonly Look[] {
  return [...looks.values()].filter((each) => !isSettled(each, passedMs));
}

function isSettled({ status, error }: Look, passedMs: number): boolean {
  if (error) return error.kind !== 'throttled' && error.kind !== 'unavailable';
  return status !== undefined && (isEmpty(status) ? passedMs >= appearsWithinMs : isOver(status));
}

function isEmpty({ statuses }: ActionStatus): boolean {
  return Object.keys(statuses).length === 0;
}

function isOver({ statuses }: ActionStatus): boolean {
  return Object.values(statuses).every(isFinal);
}

function isFinal(status: string): boolean {
  return actionStage(status) !== 'pending';
}

function outcomeOf(looks: readonly Look[], longestMs: number, means: ReadMeans): CommandOutcome {
  const seen = looks.flatMap(({ id, status }) => (status && !isEmpty(status) ? [{ id, status }] : []));
  const failures = looks.flatMap((each) => failureOf(each, longestMs, means) ?? []);
  return {
    answers: looks.flatMap(({ status }) => (status ? [status.answer] : [])),
    succeeded: looks.length - failures.length,
    failures,
    keyFields: {
      final: seen.length === looks.length && seen.every(({ status }) => isOver(status)),
      actions: seen.map(({ id, status }) => inShort(id, status)),
    },
  };
}

function failureOf({ id, status, error }: Look, longestMs: number, means: ReadMeans): CommandFailure | undefined {
  if (error) return means.failure(error, { input: id });
  if (!status || isEmpty(status)) {
    const remedy = 'Look at action_id in the result of what began it; the Action Center lists all actions.';
    const absent = new ConnectorError('config', `There is no action ${id}, or it has no endpoints.`, {
      code: 'CMD-922',
      status: 404,
      remedy,
    });
    return means.failure(absent, { input: id });
  }
  if (longestMs === 0 || isOver(status)) return undefined;
  const open = Object.values(status.statuses).filter((each) => !isFinal(each)).length;
  const message = `After ${longestMs / 1000} s ${open} of the endpoints of action ${id} have not come to an end.`;
  const remedy = 'Run it again later: the action goes on; an endpoint that is not connected begins when it connects.';
  return means.failure(new ConnectorError('unavailable', message, { code: 'CMD-921', status: 202, remedy }), {
    input: id,
  });
}

function inShort(id: string, { statuses, reasons }: ActionStatus): JsonValue {
  const entries = Object.entries(statuses);
  const counts: Record<string, number> = {};
  for (const [, status] of entries) counts[status] = (counts[status] ?? 0) + 1;
  const unsuccessful = entries
    .filter(([, status]) => isFinal(status) && status !== 'COMPLETED_SUCCESSFULLY')
    .map(([endpoint, status]) => ({ endpoint_id: endpoint, status, reason: reasons[endpoint] ?? null }));
  const final = entries.every(([, status]) => isFinal(status));
  return { action_id: id, final, counts, ...(unsuccessful.length > 0 && { unsuccessful }) };
}
