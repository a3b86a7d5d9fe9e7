import { useEffect, useRef, useState } from 'react';
import type { LiveRecord } from '../../api/operations.ts';
import type { Problem } from '../../api/problem.ts';
import { problemOf } from '../api/api-error.ts';
import { useConsole } from '../shell/use-console.ts';
import { withNewer } from './kept-records.ts';

const everyMs = 1000;

export interface LiveRecords {
  /** Newest first. */
  readonly records: readonly LiveRecord[];
  /** How many went by in all; more than are shown. */
  readonly passed: number;
  readonly problem: Problem | undefined;
}

/**
 * The records of a connector as they go by; those of a collector that was started anew replace the ones before. While it is held nothing
 * is asked for, and nothing moves.
 */
export function useLiveRecords(id: string, held: boolean): LiveRecords {
  const { api } = useConsole();
  const [state, setState] = useState<LiveRecords>({ records: [], passed: 0, problem: undefined });
  const newest = useRef<number>(undefined);
  useEffect(() => {
    if (held) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function next(): Promise<void> {
      try {
        const query = newest.current === undefined ? {} : { after: newest.current };
        const { records, passed } = await api.call('records', { id, query, signal });
        const begunAnew = passed < (newest.current ?? 0);
        newest.current = begunAnew ? undefined : (records.at(-1)?.sequence ?? newest.current);
        setState((before) => {
          const kept = begunAnew ? [] : before.records;
          return { records: withNewer(kept, records), passed, problem: undefined };
        });
      } catch (error) {
        if (!signal.aborted) setState((before) => ({ ...before, problem: problemOf(error) }));
      }
      if (!signal.aborted) timer = setTimeout(() => void next(), everyMs);
    }
    void next();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [api, id, held]);
  return state;
}
