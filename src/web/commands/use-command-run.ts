import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandRun } from '../../api/commands.ts';
import { problemOf } from '../api/api-error.ts';
import { useConsole } from '../shell/use-console.ts';
import { begunRun, type CommandRunState, cutShort, withCommandEvent } from './model/command-run.ts';

export interface RunningCommand {
  readonly run: CommandRunState | undefined;
  /** Runs it to its end. Whoever leaves the page stops listening. */
  readonly start: (asked: CommandRun) => Promise<void>;
}

/** `onRecorded` is called whenever the history has something new. */
export function useCommandRun(id: string, onRecorded: () => void): RunningCommand {
  const { api } = useConsole();
  const [run, setRun] = useState<CommandRunState>();
  const current = useRef<AbortController>(undefined);
  const recorded = useRef(onRecorded);
  useEffect(() => void (recorded.current = onRecorded));
  useEffect(() => () => current.current?.abort(), []);

  const start = useCallback(
    async (asked: CommandRun) => {
      current.current?.abort();
      const controller = new AbortController();
      current.current = controller;
      const { signal } = controller;
      let latest = begunRun;
      const show = (next: CommandRunState): void => {
        latest = next;
        if (current.current === controller) setRun(next);
      };
      show(latest);
      try {
        for await (const event of api.lines('runCommand', { id, body: asked, signal })) {
          show(withCommandEvent(latest, event));
          if ('started' in event) recorded.current();
        }
        if (latest.state === 'running') show(cutShort(latest, undefined));
      } catch (error) {
        if (!signal.aborted) show(cutShort(latest, problemOf(error)));
      }
      recorded.current();
    },
    [api, id],
  );
  return { run, start };
}
