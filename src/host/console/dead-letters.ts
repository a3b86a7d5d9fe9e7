import type { z } from 'zod';
import type { DeadLetters, deadLettersDoneSchema } from '../../api/operations.ts';
import type { Origin } from '../../contract/index.ts';
import { createSink } from '../delivery/create-sink.ts';
import type { StoredDeadLetter } from '../state/dead-letter.ts';
import { forgetful } from '../../shared/forgetful-tools.ts';
import { withSource } from '../with-source.ts';
import { requireConfirmed } from './confirmed.ts';
import { effectiveDestination } from '../config/effective-destination.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { ConsoleProblem } from './console-problem.ts';
import { requireConfigured, requireConnector } from './find-connector.ts';
import { maskedRecord } from './masked-record.ts';
import { sendAgain, type SentAgain } from './send-again.ts';
import { noteStep } from './timeline.ts';

const entriesAtOnce = 50;
/** How long sending may take, milliseconds. */
const sendingMs = 60_000;

type Done = z.infer<typeof deadLettersDoneSchema>;

/** Records that the destination refused while it took others: to look at, to send again, to discard. */
export function deadLettersOf(
  parts: ConsoleContext,
  onTaken: () => void,
): Pick<Console, 'deadLetters' | 'sendDeadLetters' | 'discardDeadLetters'> {
  const { store, inTurn } = parts;

  async function send(id: string, ids: readonly number[], actor: string): Promise<Done> {
    const letters = await lettersOf(id, ids, parts);
    if (letters.some(({ damaged }) => damaged)) throw unusable();
    const sent = await sentAgain(id, letters, parts);
    const done = await store.discardDeadLetters(sent.accepted);
    onTaken();
    const text = `Dead letters sent again: ${done} accepted, ${letters.length - done} stay.`;
    await noteStep(parts, { connector: id, kind: 'operation', actor, text });
    if (sent.error) throw notSent(sent.error, done);
    return { done, refused: sent.refused };
  }

  async function discard(id: string, ids: readonly number[], actor: string): Promise<Done> {
    const letters = await lettersOf(id, ids, parts);
    const done = await store.discardDeadLetters(letters.map((letter) => letter.id));
    onTaken();
    await noteStep(parts, { connector: id, kind: 'operation', actor, text: `Dead letters discarded: ${done}.` });
    return { done, refused: 0 };
  }

  return {
    async deadLetters(id, { after, limit = entriesAtOnce }): Promise<DeadLetters> {
      requireConnector(id, parts);
      const page = { connector: id, limit, ...(after !== undefined && { afterId: after }) };
      const [letters, totals] = [await store.deadLetters(page), await store.deadLetterTotals()];
      const mine = totals.filter(({ connector }) => connector === id);
      return {
        entries: letters.map((letter) => shownLetter(letter, parts)),
        total: mine.reduce((sum, { entries }) => sum + entries, 0),
        totalRecords: mine.reduce((sum, { records }) => sum + records, 0),
      };
    },
    sendDeadLetters: async (id, ids, actor) => inTurn(`dead letters ${id}`, async () => send(id, ids, actor)),
    async discardDeadLetters(id, { ids, confirm }, actor) {
      requireConnector(id, parts);
      requireConfirmed(id, confirm);
      return inTurn(`dead letters ${id}`, async () => discard(id, ids, actor));
    },
  };
}

function shownLetter({ id, kind, reason, atMs, records }: StoredDeadLetter, { redactor }: ConsoleContext) {
  const [first] = records;
  const shown = first && maskedRecord(first, redactor);
  const sample = shown ? { mapped: shown.mapped, raw: shown.raw } : null;
  return {
    id,
    kind,
    reason: redactor.redact(reason),
    at: new Date(atMs).toISOString(),
    records: records.length,
    sample,
  };
}

/** The entries with these ids, each once. @throws ConsoleProblem 404 when one of them is gone, or another connector's. */
async function lettersOf(
  id: string,
  ids: readonly number[],
  parts: ConsoleContext,
): Promise<readonly StoredDeadLetter[]> {
  requireConnector(id, parts);
  const wanted = [...new Set(ids)].toSorted((a, b) => a - b);
  const found = await Promise.all(
    wanted.map(async (entry) => {
      const [letter] = await parts.store.deadLetters({ connector: id, afterId: entry - 1, limit: 1 });
      return letter?.id === entry ? letter : undefined;
    }),
  );
  const letters = found.filter((letter) => letter !== undefined);
  if (letters.length < wanted.length) {
    throw new ConsoleProblem(404, {
      error: 'Some of these dead letters are there no more',
      remedy: 'Look at the list again.',
    });
  }
  return letters;
}

function unusable(): ConsoleProblem {
  return new ConsoleProblem(409, {
    error: 'Some of these dead letters are damaged',
    remedy:
      'Choose the others. One that is damaged can only be discarded; a replay of its time sends its records again.',
  });
}

async function sentAgain(id: string, letters: readonly StoredDeadLetter[], parts: ConsoleContext): Promise<SentAgain> {
  const connector = requireConfigured(id, parts);
  const { tools } = parts;
  const origin = await withSource(connector, forgetful(tools), (source): Origin => source.origin);
  const sink = createSink(effectiveDestination(connector, parts.configuration()).config, tools);
  try {
    return await sendAgain(letters, { origin, sink }, AbortSignal.any([parts.ending, AbortSignal.timeout(sendingMs)]));
  } finally {
    await sink.close();
  }
}

function notSent({ message, code, remedy }: NonNullable<SentAgain['error']>, done: number): ConsoleProblem {
  return new ConsoleProblem(503, {
    error: `${done} were accepted, then it failed: ${message}`,
    ...(code !== undefined && { code }),
    ...(remedy !== undefined && { remedy }),
  });
}
