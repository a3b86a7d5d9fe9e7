import { type RefObject, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { keptRun } from '../../connection-test/test-run.ts';
import { type RunningTest, useTestRun } from '../../connection-test/use-test-run.ts';
import { useConsole } from '../../shell/use-console.ts';
import { useLeaveGuard } from '../../shell/use-leave-guard.ts';
import type { FieldProblem } from '../../../api/problem.ts';
import { toTestForm } from '../model/to-connector-form.ts';
import { createStoreForm, type StoreForm } from './create-store-form.ts';
import {
  allProblems,
  beginEditing,
  edited,
  type EditorChange,
  type EditorState,
  isUnsaved,
  shownProblems,
} from './editor-state.ts';
import type { FormWork } from './form-work.ts';
import { useFormCheck } from './use-form-check.ts';

export interface ConnectorEditorParts {
  readonly state: EditorState;
  readonly change: (change: EditorChange) => void;
  /** What may be said of what is wrong, by path. */
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly unsaved: boolean;
  /** The element around the form: the first field that is wrong gets the focus. */
  readonly box: RefObject<HTMLDivElement | null>;
  /** Whether nothing is wrong. What is, is shown, and the first of it has the focus. */
  readonly validate: (attempt: 'test' | 'save') => Promise<boolean>;
  readonly showRefused: (fields: readonly FieldProblem[]) => void;
  readonly test: RunningTest;
  /** Tests what the form holds; undefined: there is no result. */
  readonly runTest: () => ReturnType<RunningTest['start']>;
  /** Whether the last test was of exactly this. */
  readonly testedThis: boolean;
  readonly store: StoreForm;
}

/** Everything a form does but draw itself. */
export function useConnectorEditor(work: FormWork): ConnectorEditorParts {
  const { setup, first } = work;
  const { api } = useConsole();
  const [state, change] = useReducer(
    useMemo(() => edited(setup), [setup]),
    first,
    beginEditing,
  );
  const { values } = state;
  const all = useMemo(() => allProblems(setup, state), [setup, state]);
  const problems = useMemo(() => shownProblems(state, all), [state, all]);
  const unsaved = isUnsaved(state);
  useLeaveGuard(unsaved);
  useFormCheck(setup, values, change);
  const box = useRef<HTMLDivElement>(null);
  const focusFirstWrong = useFocusFirstWrong(box);
  const kept = work.purpose === 'change' ? setup.existing : undefined;
  const test = useTestRun(kept?.lastTest ? keptRun(kept.source, kept.lastTest) : undefined);
  const [tested, setTested] = useState(kept?.lastTest ? values : undefined);
  const store = useMemo(() => createStoreForm(work, api), [work, api]);

  function showRefused(fields: readonly FieldProblem[]): void {
    change({ kind: 'refused', fields });
    focusFirstWrong();
  }

  async function validate(attempt: 'test' | 'save'): Promise<boolean> {
    change({ kind: 'attempt', attempt });
    const counts = ({ path, errors }: FieldProblem) => errors.length > 0 && (attempt === 'save' || path !== 'name');
    if (Object.values(allProblems(setup, { ...state, checked: undefined })).some(counts)) {
      focusFirstWrong();
      return false;
    }
    const checked = await api.call('check', { body: toTestForm(setup, values) });
    change({ kind: 'checked', of: values, checked });
    const isRight = !Object.values(allProblems(setup, { ...state, checked })).some(counts);
    if (!isRight) focusFirstWrong();
    return isRight;
  }

  async function runTest(): ReturnType<RunningTest['start']> {
    setTested(values);
    const id = kept?.id;
    // Of a connector as it is saved the result is kept.
    if (id !== undefined && !unsaved) {
      return test.start(values.sources, (signal) => api.lines('testConnector', { id, signal }));
    }
    return test.start(values.sources, async function* (signal) {
      try {
        yield* api.lines('test', { body: toTestForm(setup, values), signal });
      } catch (error) {
        if (error instanceof ApiError && error.problem.fields) showRefused(error.problem.fields);
        throw error;
      }
    });
  }

  return {
    state,
    change,
    problems,
    unsaved,
    box,
    validate,
    showRefused,
    test,
    runTest,
    testedThis: tested === values,
    store,
  };
}

/** Gives the focus to the first field that is wrong, or to what says so where no field is, once that is drawn. */
function useFocusFirstWrong(box: RefObject<HTMLElement | null>): () => void {
  const [asked, ask] = useState(0);
  useEffect(() => {
    if (asked === 0) return undefined;
    // The form library draws what it was given in a second pass, which is over when this task is.
    const timer = setTimeout(() => {
      const wrong = box.current?.querySelector<HTMLElement>('[data-invalid]');
      const focusable = 'input:not(:disabled), select:not(:disabled), textarea, button';
      (wrong?.querySelector<HTMLElement>(focusable) ?? wrong)?.focus();
    });
    return () => clearTimeout(timer);
  }, [asked, box]);
  return () => ask((last) => last + 1);
}
