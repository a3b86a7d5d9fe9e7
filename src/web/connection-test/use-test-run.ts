import { useEffect, useRef, useState } from 'react';
import type { TestEvent, TestResult } from '../../api/connector-form.ts';
import type { Problem } from '../../api/problem.ts';
import { problemOf } from '../api/api-error.ts';

export type TestStage = TestResult['stages'][number] & { readonly source?: string };

/** How far a connection test has come. */
export interface TestRun {
  readonly running: boolean;
  /** Those that have ended, in their order. */
  readonly stages: readonly TestStage[];
  readonly result: TestResult | undefined;
  /** Why there is no result: it was refused, or broke off. */
  readonly problem: Problem | undefined;
}

const idle: TestRun = { running: false, stages: [], result: undefined, problem: undefined };

/** Runs tests, one at a time: a new one ends the one before, and so does leaving the page. */
export function useTestRun(): TestRun & {
  start(events: (signal: AbortSignal) => AsyncIterable<TestEvent>): Promise<TestResult | undefined>;
  cancel(): void;
} {
  const [run, setRun] = useState(idle);
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);

  async function start(events: (signal: AbortSignal) => AsyncIterable<TestEvent>): Promise<TestResult | undefined> {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    let now: TestRun = { ...idle, running: true };
    const show = (change: Partial<TestRun>): void => {
      now = { ...now, ...change };
      if (current.current === controller) setRun(now);
    };
    show({});
    try {
      for await (const event of events(controller.signal)) {
        if ('result' in event) show({ result: event.result });
        else show({ stages: [...now.stages, { ...event.stage, source: event.source }] });
      }
      show({ running: false, ...(!now.result && { problem: { error: 'The test broke off without a result.' } }) });
    } catch (error) {
      show({ running: false, problem: controller.signal.aborted ? cancelled : problemOf(error) });
    }
    return now.result;
  }

  return { ...run, start, cancel: () => current.current?.abort() };
}

const cancelled: Problem = { error: 'The test was cancelled.' };
