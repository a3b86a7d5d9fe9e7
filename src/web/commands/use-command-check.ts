import { useCallback, useEffect, useState } from 'react';
import type { CheckedCommand, CommandInput } from '../../api/commands.ts';
import { useConsole } from '../shell/use-console.ts';

/** How long nothing is typed before the collector is asked, milliseconds. */
const pauseMs = 300;

export interface CommandChecks {
  /** What the collector says of the input, or of what it was a moment ago. */
  readonly checked: CheckedCommand | undefined;
  /** Whether it says it of the input as it is. */
  readonly isCurrent: boolean;
  /** Asks at once. Rejects as the API does. */
  readonly check: () => Promise<CheckedCommand>;
}

/** Has the collector check an input while it is filled in. What it cannot answer then it says when the command is run. */
export function useCommandCheck(
  { id, command, isOn }: { readonly id: string; readonly command: string; readonly isOn: boolean },
  input: CommandInput['input'],
): CommandChecks {
  const { api } = useConsole();
  const [state, setState] = useState<{ readonly of: string; readonly checked: CheckedCommand }>();
  const text = JSON.stringify(input);
  const ask = useCallback(
    async (signal?: AbortSignal) => {
      const body = { command, input: JSON.parse(text) as CommandInput['input'] };
      const checked = await api.call('checkCommand', { id, body, ...(signal && { signal }) });
      if (!signal?.aborted) setState({ of: text, checked });
      return checked;
    },
    [api, id, command, text],
  );
  useEffect(() => {
    if (!isOn) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => void ask(controller.signal).catch(() => {}), pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [ask, isOn]);
  return { checked: state?.checked, isCurrent: state?.of === text, check: ask };
}
