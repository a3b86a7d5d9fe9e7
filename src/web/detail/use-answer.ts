import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { problemOf } from '../api/api-error.ts';

export interface Answer<T> {
  /** Undefined until the first one. */
  readonly answer: T | undefined;
  /** Why the last question had none. */
  readonly problem: Problem | undefined;
  /** Asks anew. */
  readonly reload: () => void;
}

/** Asks when the key changes, and again so many milliseconds after each answer where that is given. */
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, everyMs?: number): Answer<T> {
  const [state, setState] = useState<{ readonly answer?: T; readonly problem?: Problem }>({});
  const [round, setRound] = useState(0);
  const asking = useRef(ask);
  useEffect(() => void (asking.current = ask));
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function next(): Promise<void> {
      try {
        const answer = await asking.current(controller.signal);
        if (!controller.signal.aborted) setState({ answer });
      } catch (error) {
        if (!controller.signal.aborted) setState((before) => ({ ...before, problem: problemOf(error) }));
      }
      if (everyMs !== undefined && !controller.signal.aborted) timer = setTimeout(() => void next(), everyMs);
    }
    void next();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [key, round, everyMs]);
  const reload = useCallback(() => setRound((last) => last + 1), []);
  return { answer: state.answer, problem: state.problem, reload };
}
