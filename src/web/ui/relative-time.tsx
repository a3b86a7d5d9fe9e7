import { useConsole } from '../shell/use-console.ts';
import { absoluteText, relativeText } from './time-text.ts';
import { useNow } from './use-now.ts';
import { useStore } from './use-store.ts';

/** A time: seen from now, and to the second where the pointer rests and in what is copied. Null: never. */
export function RelativeTime({ at, exact = false }: { at: string | null; exact?: boolean }) {
  const { preferences } = useConsole();
  const { times } = useStore(preferences.chosen);
  const text = useNow((nowMs) => (at === null ? 'never' : relativeText(Date.parse(at), nowMs)));
  if (at === null) return <span className="muted">never</span>;
  const absolute = absoluteText(at, times);
  return (
    <time dateTime={at} title={absolute}>
      {exact ? `${absolute} (${text})` : text}
    </time>
  );
}
