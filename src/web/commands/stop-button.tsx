import { useState } from 'react';
import { useConsole } from '../shell/use-console.ts';

interface StopButtonProps {
  /** Id of the connector. */
  readonly connector: string;
  /** Undefined: it has not been recorded yet. */
  readonly call: string | undefined;
  readonly onAsked?: () => void;
}

/** Has a run stopped, whoever runs it. What came of it is told where it is shown. */
export function StopButton({ connector, call, onAsked }: StopButtonProps) {
  const { api, notices } = useConsole();
  const [asked, setAsked] = useState<string>();
  const isAsked = asked !== undefined && asked === call;

  async function stop(id: string): Promise<void> {
    setAsked(id);
    onAsked?.();
    try {
      await api.call('stopCall', { id: connector, call: id });
    } catch (error) {
      notices.failed('It could not be stopped', error);
      setAsked(undefined);
    }
  }
  return (
    <button
      type="button"
      disabled={call === undefined || isAsked}
      onClick={() => call !== undefined && void stop(call)}
    >
      {isAsked ? 'Stopping…' : 'Stop'}
    </button>
  );
}
