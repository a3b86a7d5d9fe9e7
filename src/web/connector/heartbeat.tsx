import type { Beat, ConnectorOverview } from '../../api/overview.ts';

const slots = 50;
const slotWidth = 4;
const height = 16;

/** How high a poll stands and what it is called: its outcome can be told without its colour. */
export const beatMarks: Readonly<Record<Beat, { readonly from: number; readonly words: string }>> = {
  ok: { from: 0, words: 'with records' },
  empty: { from: 8, words: 'nothing new' },
  throttled: { from: 5, words: 'held up by a limit' },
  failed: { from: 3, words: 'failed' },
  action: { from: 0, words: 'needing action' },
};

const outcomes = ['ok', 'empty', 'throttled', 'failed', 'action'] as const satisfies readonly Beat[];

/** The last polls as a strip, newest at the right: one path for each outcome, so that 500 strips stay cheap. */
export function Heartbeat({ beats }: { beats: ConnectorOverview['beats'] }) {
  const words = heartbeatWords(beats);
  const empty = slots - beats.length;
  return (
    <svg
      className="heartbeat"
      viewBox={`0 0 ${slots * slotWidth} ${height}`}
      width={slots * slotWidth}
      height={height}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      <path className="beat none" d={Array.from({ length: empty }, (_, slot) => bar(slot, 12)).join('')} />
      {outcomes.map((outcome) => {
        const bars = beats.map((beat, index) =>
          beat.outcome === outcome ? bar(empty + index, beatMarks[outcome].from) : '',
        );
        return <path key={outcome} className={`beat ${outcome}`} d={bars.join('')} />;
      })}
    </svg>
  );
}

function bar(slot: number, from: number): string {
  return `M${slot * slotWidth} ${from}h3V${height}h-3z`;
}

function heartbeatWords(beats: ConnectorOverview['beats']): string {
  if (beats.length === 0) return 'No polls yet since the start';
  const counts = outcomes.map((outcome) => ({
    outcome,
    count: beats.filter((beat) => beat.outcome === outcome).length,
  }));
  const parts = counts
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${beatMarks[outcome].words}`);
  return `Last ${beats.length} polls: ${parts.join(', ')}`;
}
