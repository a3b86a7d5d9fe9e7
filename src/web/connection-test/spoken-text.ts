import { stageWords, statusWords } from './stage-words.ts';
import { failedStage, hasEnded, type TestRun } from './test-run.ts';

/** What a screen reader says of a test: the stage that came out last, and in the end how all of it did. */
export function spokenText({ state, result, problem, sources }: TestRun): string {
  const stages = sources.flatMap((one) => one.stages).filter(hasEnded);
  const failed = failedStage(stages);
  const last = stages.at(-1);
  switch (state) {
    case 'running':
      return last ? `${stageWords(last.stage)}: ${statusWords[last.status]}.` : 'Testing the connection.';
    case 'cancelled':
      return 'The test was cancelled.';
    case 'broken':
      return `Connection failed. ${problem?.error ?? ''}`;
    case 'done':
      if (result?.status === 'ok') return 'Connection successful.';
      return `Connection failed${failed ? ` at ${stageWords(failed.stage)}: ${failed.message} ${failed.remedy ?? ''}` : '.'}`;
  }
}
