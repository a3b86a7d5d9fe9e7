import type { ConnectorOverview } from '../../api/overview.ts';
import { useConsole } from '../shell/use-console.ts';

type Step = 'pause' | 'resume' | 'poll';

const said: Readonly<Record<Step, readonly [done: string, failed: string]>> = {
  pause: ['Paused', 'It could not be paused'],
  resume: ['Resumed', 'It could not be resumed'],
  poll: ['Polling now', 'It could not be polled'],
};

/** Steps taken at once, each with a word about how it went. */
export function useConnectorActions(): (step: Step, connector: ConnectorOverview) => void {
  const { api, notices } = useConsole();
  return (step, { id, name }) => {
    const [done, failed] = said[step];
    api.call(step, { id }).then(
      () => notices.done(`${done}: ${name}`),
      (error: unknown) => notices.failed(`${name}: ${failed}`, error),
    );
  };
}
