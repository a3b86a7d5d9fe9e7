import { useConsole } from '../shell/use-console.ts';
import { durationText } from '../ui/time-text.ts';
import { useNow } from '../ui/use-now.ts';
import { useStore } from '../ui/use-store.ts';

/** All connectors in one sentence, which names the one at fault, and the process that serves them. */
export function SummaryBar() {
  const { overview } = useConsole();
  const head = useStore(overview.head);
  return (
    <div className="summary">
      <p className="summary-text" aria-live="polite">
        {head?.summary}
      </p>
      {head && (
        <p className="muted">
          Version {head.host.version}
          {head.host.startedAt !== null && <Uptime startedAt={head.host.startedAt} />}
        </p>
      )}
    </div>
  );
}

function Uptime({ startedAt }: { startedAt: string }) {
  const text = useNow((nowMs) => {
    const minutes = Math.floor((nowMs - Date.parse(startedAt)) / minuteMs);
    return minutes < 1 ? 'for less than a minute' : durationText(minutes * minuteMs);
  });
  return <> · up {text}</>;
}

const minuteMs = 60_000;
