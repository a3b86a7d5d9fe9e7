import { useCallback, useEffect, useRef, useState } from 'react';
import type { TestEvent, TestResult } from '../../api/connector-form.ts';
import { problemOf } from '../api/api-error.ts';
import { beginRun, endRun, type TestRun, withEvent } from './test-run.ts';

/** Starts a test: gives the lines of its stream. */
export type StartTest = (signal: AbortSignal) => AsyncIterable<TestEvent>;

export interface RunningTest {
  readonly run: TestRun | undefined;
  /** Runs a test to its end; one that still runs is cancelled. Gives its result, undefined when there is none. */
  readonly start: (sources: readonly string[], begin: StartTest) => Promise<TestResult | undefined>;
  readonly cancel: () => void;
}

/** `kept` is shown until a test is run. */
export function useTestRun(kept: TestRun | undefined): RunningTest {
  const [run, setRun] = useState(kept);
  const current = useRef<AbortController>(undefined);
  const cancel = useCallback(() => current.current?.abort(), []);
  // Whoever leaves the page waits for no answer.
  useEffect(() => cancel, [cancel]);

  const start = useCallback(
    async (sources: readonly string[], begin: StartTest) => {
      cancel();
      const controller = new AbortController();
      current.current = controller;
      const { signal } = controller;
      let latest = beginRun(sources);
      const show = (next: TestRun): void => {
        latest = next;
        if (current.current === controller) setRun(next);
      };
      show(latest);
      try {
        for await (const event of begin(signal)) show(withEvent(latest, event));
        if (latest.state === 'running') show(endRun(latest, { state: 'broken', problem: cutShort }));
      } catch (error) {
        show(endRun(latest, signal.aborted ? { state: 'cancelled' } : { state: 'broken', problem: problemOf(error) }));
      }
      return latest.result;
    },
    [cancel],
  );
  return { run, start, cancel };
}

const cutShort = { error: 'The test ended without a result.', remedy: 'Run it again.' };
