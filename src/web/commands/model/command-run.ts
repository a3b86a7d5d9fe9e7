import type { CallDetails, CommandEvent } from '../../../api/commands.ts';
import type { Problem } from '../../../api/problem.ts';

type Progress = Extract<CommandEvent, { progress: unknown }>['progress'];

/** A command while it runs, and after. */
export interface CommandRunState {
  readonly state: 'running' | 'done' | 'broken';
  /** Of the call; undefined until it has begun. */
  readonly call: string | undefined;
  readonly summary: string | undefined;
  readonly progress: Progress | undefined;
  readonly ended: CallDetails | undefined;
  /** Why there is no result. */
  readonly problem: Problem | undefined;
}

export const begunRun: CommandRunState = {
  state: 'running',
  call: undefined,
  summary: undefined,
  progress: undefined,
  ended: undefined,
  problem: undefined,
};

/** What a line of the stream changes. */
export function withCommandEvent(run: CommandRunState, event: CommandEvent): CommandRunState {
  if ('started' in event) return { ...run, ...event.started };
  if ('progress' in event) return { ...run, progress: event.progress };
  return { ...run, state: 'done', ended: event.ended };
}

/** A run of which nothing more is heard. What has begun is in the history, whatever became of it. */
export function cutShort(run: CommandRunState, problem: Problem | undefined): CommandRunState {
  const begun = run.call !== undefined;
  const where = begun
    ? 'It has begun: the history below says what comes of it. Look there before you run it again.'
    : undefined;
  const lost = problem ?? { error: 'The run ended without a result.' };
  return { ...run, state: 'broken', problem: { ...lost, ...(where !== undefined && { remedy: where }) } };
}

/** What a screen reader says of it. */
export function spokenRun({ state, progress, ended, problem }: CommandRunState): string {
  switch (state) {
    case 'running':
      return progress?.message ?? 'Running.';
    case 'done':
      return ended?.unknown ? 'It is not known whether it was done.' : (ended?.outcome ?? 'Done.');
    case 'broken':
      return problem?.error ?? 'It broke off.';
  }
}
