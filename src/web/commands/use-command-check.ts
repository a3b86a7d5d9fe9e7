import { useEffect, useState } from 'react';
import type { CheckedCommand, CommandInput } from '../../api/commands.ts';
import { useConsole } from '../shell/use-console.ts';

/** How long nothing is typed before the collector is asked, milliseconds. */
const pauseMs = 300;

/** What the collector says of an input, while it is filled in. What it cannot answer now it says when the command is run. */
export function useCommandCheck(
  { id, command, isOn }: { readonly id: string; readonly command: string; readonly isOn: boolean },
  input: CommandInput['input'],
): CheckedCommand | undefined {
  const { api } = useConsole();
  const [checked, setChecked] = useState<CheckedCommand>();
  const text = JSON.stringify(input);
  useEffect(() => {
    if (!isOn) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      const body = { command, input: JSON.parse(text) as CommandInput['input'] };
      api.call('checkCommand', { id, body, signal }).then(setChecked, () => {});
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, id, command, isOn, text]);
  return checked;
}
