import type { z } from 'zod';
import type { TestEvent, TestResult, testStageSchema } from '../../api/connector-form.ts';
import type { Problem } from '../../api/problem.ts';

export type TestStage = z.infer<typeof testStageSchema>;

/** A stage of a test as it is shown: before it is run, while it is, and how it came out. */
export type ShownStage = TestStage | { readonly stage: string; readonly status: 'pending' | 'running' };

/** A connection test, while it runs and after. */
export interface TestRun {
  readonly state: 'running' | 'done' | 'cancelled' | 'broken';
  /** By source. */
  readonly sources: readonly { readonly source: string; readonly stages: readonly ShownStage[] }[];
  readonly result: TestResult | undefined;
  /** Why there is no result. */
  readonly problem: Problem | undefined;
}

/** What a test usually looks at. A plugin may look at other things: they are shown once it does. */
const usualStages = [
  'configuration',
  'dns',
  'connect',
  'tls',
  'clock',
  'authentication',
  'permission',
  'mapping',
  'destination',
];

export function beginRun(sources: readonly string[]): TestRun {
  const stages = usualStages.map((stage, index) => ({ stage, status: index === 0 ? 'running' : 'pending' }) as const);
  return {
    state: 'running',
    sources: sources.map((source, index) => ({ source, stages: index === 0 ? stages : stages.map(asPending) })),
    result: undefined,
    problem: undefined,
  };
}

/** What a line of the stream changes. */
export function withEvent(run: TestRun, event: TestEvent): TestRun {
  if ('result' in event) return endRun(run, { state: 'done', result: event.result });
  const { source, stage } = event;
  const known = run.sources.some((one) => one.source === source)
    ? run.sources
    : [...run.sources, { source, stages: [] }];
  return {
    ...run,
    sources: known.map((one) => (one.source === source ? { source, stages: withStage(one.stages, stage) } : one)),
  };
}

/** A test that has ended: what was not looked at is not shown as if it still would be. */
export function endRun(run: TestRun, end: Pick<TestRun, 'state'> & Partial<TestRun>): TestRun {
  const sources = run.sources.map(({ source, stages }) => ({ source, stages: stages.filter(hasEnded) }));
  return { ...run, ...end, sources };
}

/** The stages of a test that was kept; it does not say which source each was of. */
export function keptRun(source: string, result: TestResult): TestRun {
  return { state: 'done', sources: [{ source, stages: result.stages }], result, problem: undefined };
}

export function hasEnded(stage: ShownStage): stage is TestStage {
  return stage.status !== 'pending' && stage.status !== 'running';
}

/** The stage that failed, which is what a person has to know first. */
export function failedStage(stages: readonly ShownStage[]): TestStage | undefined {
  return stages.filter(hasEnded).find(({ status }) => status === 'failed');
}

function withStage(stages: readonly ShownStage[], stage: TestStage): readonly ShownStage[] {
  const at = stages.findIndex((one) => !hasEnded(one) && one.stage === stage.stage);
  const ended = stages.filter(hasEnded);
  // Usual ones that this plugin has passed over are none of its own.
  const ahead = at < 0 ? stages.filter((one) => !hasEnded(one)) : stages.slice(at + 1);
  return [
    ...ended,
    stage,
    ...ahead.map((one, index) => (index === 0 ? { stage: one.stage, status: 'running' as const } : asPending(one))),
  ];
}

function asPending({ stage }: ShownStage): ShownStage {
  return { stage, status: 'pending' };
}
