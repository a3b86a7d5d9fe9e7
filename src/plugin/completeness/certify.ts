import type { SideBatch, SideStream, Storage } from '../../contract/index.ts';
import { readChecks, type Task, writeChecks } from './check.ts';
import type { CompletenessParts } from './completeness-parts.ts';
import { type Look, look } from './look.ts';
import { nextTask, rereading } from './next-task.ts';
import type { Outcome } from './outcome.ts';
import { standing } from './standing.ts';
import { takeStep } from './take-step.ts';

const intervalMs = 300_000;
/** Steps of one round, each about a request. */
const mostSteps = 50;

/**
 * Compares what the API counts with what was delivered, window by window, 5 minutes, an hour and a day after its end. A
 * window that differs is read again, and what it shows and was missed is delivered. Each step is one question, whose
 * outcome is saved: a failure or a restart costs no more than that one.
 */
export function certify(parts: CompletenessParts): SideStream {
  return {
    name: 'completeness',
    title: 'Completeness',
    intervalMs,
    async *round(signal) {
      for (let steps = 0; steps < mostSteps; steps += 1) {
        const seen = await look(parts);
        const task = seen && taskOf(seen);
        if (!task) return yield batchOf(seen);
        for await (const outcome of takeStep(parts, seen, task, signal)) yield batchOf(seen, outcome);
        if (await isFruitless(parts.storage, seen, task)) return yield batchOf(await look(parts));
      }
    },
  };
}

/** The check is over and has come no further, such as where the polls have yet to come by: the next round tries again. */
async function isFruitless(storage: Storage, before: Look, { again }: Task): Promise<boolean> {
  const checks = await readChecks(storage, before.ledger);
  return !checks.task && !again && checks.doneMs.every((ms, mark) => ms === before.checks.doneMs[mark]);
}

/** What is under way, else what is due. */
function taskOf({ ledger, checks, notes, tallies }: Look): Task | undefined {
  return checks.task ?? rereading(ledger, notes) ?? nextTask(ledger, checks, tallies);
}

/** Without an outcome: nothing is left to do now. */
function batchOf(seen: Look | undefined, outcome?: Outcome): SideBatch {
  const { records = [], changes = [], requests = 0, unmapped = 0, filtered = 0 } = outcome ?? {};
  const gauges = seen ? standing(seen.ledger, outcome?.checks ?? seen.checks, seen.notes) : {};
  const counts = { requests, duplicates: 0, filtered, restricted: 0, unmapped, overlapShortened: 0 };
  return {
    records,
    more: outcome !== undefined,
    progress: { ...counts, caughtUp: !outcome, gauges },
    storage: outcome ? [writeChecks(outcome.checks), ...changes] : [],
  };
}
