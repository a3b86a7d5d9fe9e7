import { isConnectorError } from '../../contract/index.ts';
import type { ReplayState } from '../../api/operations.ts';
import { effectiveDestination } from '../config/effective-destination.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { ConsoleProblem } from './console-problem.ts';
import { requireConfigured, requireConnector } from './find-connector.ts';
import { type ReplayJob, startReplayJob } from './replay-job.ts';
import { noteStep } from './timeline.ts';

export interface Replays extends Pick<Console, 'replay' | 'startReplay' | 'cancelReplay'> {
  /** Forgets what was sent of a connector; ends it where it is under way. */
  readonly forget: (id: string) => Promise<void>;
  /** Ends all that are under way. */
  readonly close: () => Promise<void>;
}

/** A job, and who stopped it. */
interface Entry {
  readonly job: ReplayJob;
  /** Resolves when its end has been noted. */
  readonly noted: Promise<void>;
}

/** Periods that are sent again in the background: one of a connector at a time. */
export function replaysOf(parts: ConsoleContext): Replays {
  const { inTurn, tools, ending } = parts;
  const entries = new Map<string, Entry>();
  const stoppedBy = new Map<string, string>();
  const note = async (id: string, actor: string | null, text: string): Promise<void> =>
    noteStep(parts, { connector: id, kind: 'operation', actor, text });

  async function start(id: string, asked: Parameters<Console['startReplay']>[1], actor: string): Promise<ReplayState> {
    const connector = requireConfigured(id, parts);
    refuseWrongPeriod(asked, tools.clock.now());
    if (entries.get(id)?.job.isRunning()) throw underWay();
    const memo = await memoOf(id, parts);
    if (ending.aborted) throw new ConsoleProblem(503, { error: 'The collector is ending' });
    const destination = effectiveDestination(connector, parts.configuration()).config;
    const job = startReplayJob({ connector, destination, asked, memo, storage: parts.store.storage(id), tools });
    stoppedBy.delete(id);
    const noted = job.ended.then(async (end) => note(id, stoppedBy.get(id) ?? null, endText(end)));
    entries.set(id, { job, noted });
    await note(id, actor, `Sending ${asked.from} to ${asked.to} again.`);
    return job.state();
  }

  async function stop(id: string): Promise<void> {
    await entries.get(id)?.job.cancel();
    await entries.get(id)?.noted;
  }

  return {
    replay(id) {
      requireConnector(id, parts);
      return entries.get(id)?.job.state() ?? null;
    },
    startReplay: async (id, period, actor) => inTurn(`replay ${id}`, async () => start(id, period, actor)),
    async cancelReplay(id, actor) {
      requireConnector(id, parts);
      if (!entries.get(id)?.job.isRunning()) throw new ConsoleProblem(409, { error: 'Nothing is being sent again' });
      stoppedBy.set(id, actor);
      await stop(id);
    },
    async forget(id) {
      await stop(id);
      entries.delete(id);
    },
    async close() {
      await Promise.all([...entries.keys()].map(stop));
    },
  };
}

function refuseWrongPeriod({ from, to }: { readonly from: string; readonly to: string }, nowMs: number): void {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const fields = [
    ...(fromMs > toMs ? [{ path: 'from', errors: ['must not lie after the end'], warnings: [] }] : []),
    ...(toMs > nowMs ? [{ path: 'to', errors: ['must not lie in the future'], warnings: [] }] : []),
  ];
  if (fields.length > 0) throw new ConsoleProblem(422, { error: 'The period cannot be sent again', fields });
}

function underWay(): ConsoleProblem {
  return new ConsoleProblem(409, {
    error: 'A period of this connector is being sent again already',
    remedy: 'Wait until it is done, or cancel it.',
  });
}

/** What the plugin has learned of the tenant; a row that cannot be read is no reason not to send records. */
async function memoOf(id: string, { store }: ConsoleContext): Promise<Readonly<Record<string, string>>> {
  try {
    return (await store.load(id))?.memo ?? {};
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return {};
  }
}

function endText({ state, from, to, records, message }: ReplayState): string {
  const period = `${from} to ${to}`;
  switch (state) {
    case 'done':
      return `Sent ${period} again: ${records} records.${message === null ? '' : ` ${message}`}`;
    case 'cancelled':
      return `Sending ${period} again was stopped after ${records} records.`;
    case 'failed':
    case 'running':
      return `Sending ${period} again failed after ${records} records: ${message ?? 'it did not end'}`;
  }
}
