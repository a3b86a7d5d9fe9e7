import { useConsole } from '../shell/use-console.ts';

/** Asks for everything now, and says so. */
export function useRefresh(): () => void {
  const { live, notices, overview } = useConsole();
  return () => {
    live.refresh().then(
      () => {
        const count = overview.list.get().length;
        notices.done(`Refreshed: the status of ${count} ${count === 1 ? 'connector' : 'connectors'}`);
      },
      (error: unknown) => notices.failed('The status could not be fetched', error),
    );
  };
}
