import { useCallback, useState } from 'react';
import type { ConnectorDetails, TestResult } from '../../../api/connector-form.ts';
import type { Problem } from '../../../api/problem.ts';
import { ApiError, problemOf } from '../../api/api-error.ts';

/** What a form is saved by. Each rejects with ApiError. */
export interface SaveSteps {
  /** Says what is wrong where it is, and whether anything is. */
  readonly validate: () => Promise<boolean>;
  /** Undefined: there is no result. */
  readonly test: () => Promise<TestResult | undefined>;
  readonly store: () => Promise<readonly ConnectorDetails[]>;
  readonly onSaved: (saved: readonly ConnectorDetails[], works: boolean) => void;
  /** The collector refused the form because of some fields. */
  readonly onRefused: (problem: Problem) => void;
}

/** How far saving has come. */
export type SaveState =
  | { readonly step: 'idle' }
  | { readonly step: 'busy'; readonly words: string }
  /** The test failed: a person decides. */
  | { readonly step: 'asking' }
  /** Somebody else was faster. */
  | { readonly step: 'conflict'; readonly problem: Problem }
  | { readonly step: 'failed'; readonly problem: Problem };

export interface Save {
  readonly state: SaveState;
  /** Checks, tests, and saves when the test went well. */
  readonly save: (steps: SaveSteps) => Promise<void>;
  /** Saves without another test. `works`: the last one went well. */
  readonly saveUntested: (steps: SaveSteps, works: boolean) => Promise<void>;
  readonly back: () => void;
}

export function useSave(): Save {
  const [state, setState] = useState<SaveState>({ step: 'idle' });
  const back = useCallback(() => setState({ step: 'idle' }), []);

  async function store(steps: SaveSteps, works: boolean): Promise<void> {
    setState({ step: 'busy', words: 'Saving…' });
    try {
      steps.onSaved(await steps.store(), works);
    } catch (error) {
      setState(afterFailure(error, steps));
    }
  }

  async function save(steps: SaveSteps): Promise<void> {
    setState({ step: 'busy', words: 'Checking…' });
    try {
      if (!(await steps.validate())) return back();
      setState({ step: 'busy', words: 'Testing the connection…' });
      const result = await steps.test();
      if (result?.status !== 'ok') return setState({ step: 'asking' });
    } catch (error) {
      return setState({ step: 'failed', problem: problemOf(error) });
    }
    await store(steps, true);
  }

  return { state, save, saveUntested: store, back };
}

function afterFailure(error: unknown, steps: SaveSteps): SaveState {
  const problem = problemOf(error);
  if (error instanceof ApiError && error.status === 409 && problem.difference) return { step: 'conflict', problem };
  if (!problem.fields?.length) return { step: 'failed', problem };
  steps.onRefused(problem);
  return { step: 'idle' };
}
