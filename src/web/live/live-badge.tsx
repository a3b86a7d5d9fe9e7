import { useConsole } from '../shell/use-console.ts';
import { absoluteText } from '../ui/time-text.ts';
import { useStore } from '../ui/use-store.ts';
import type { LiveState } from './live-state.ts';

/** How current the page is: it never stands still without saying so. */
export function LiveBadge() {
  const { live, preferences } = useConsole();
  const state = useStore(live.state);
  const { times } = useStore(preferences.chosen);
  return (
    <p className={`live ${state.word.toLowerCase()}`} role="status">
      {liveWords(state, times)}
    </p>
  );
}

function liveWords(state: LiveState, times: 'utc' | 'local'): string {
  switch (state.word) {
    case 'Connecting':
      return 'Connecting…';
    case 'Live':
      return state.by === 'stream' ? 'Live' : 'Live, asked every 5 s';
    case 'Reconnecting':
      return 'Reconnecting…';
    case 'Stale':
      return `Stale since ${absoluteText(state.sinceMs, times).slice(11)}`;
  }
}
