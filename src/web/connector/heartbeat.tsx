import type { Beat, ConnectorOverview } from '../../api/overview.ts';

const slots = 50;
const slotWidth = 4;
const height = 16;

/** The shape of a poll and what it is called: its outcome can be told without its colour. */
export const beatMarks: Readonly<Record<Beat, { readonly bars: readonly Bar[]; readonly words: string }>> = {
  ok: { bars: [[0, height]], words: 'with records' },
  empty: { bars: [[8, height]], words: 'nothing new' },
  throttled: {
    bars: [
      [4, 7],
      [9, height],
    ],
    words: 'held up by a limit',
  },
  failed: { bars: [[2, 10]], words: 'failed' },
  action: {
    bars: [
      [0, 10],
      [13, height],
    ],
    words: 'needing action',
  },
};

type Bar = readonly [from: number, to: number];

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
      <path className="beat none" d={Array.from({ length: empty }, (_, slot) => drawn(slot, [12, height])).join('')} />
      {outcomes.map((outcome) => {
        const bars = beats.map((beat, index) => (beat.outcome === outcome ? shape(empty + index, outcome) : ''));
        return <path key={outcome} className={`beat ${outcome}`} d={bars.join('')} />;
      })}
    </svg>
  );
}

function shape(slot: number, outcome: Beat): string {
  return beatMarks[outcome].bars.map((bar) => drawn(slot, bar)).join('');
}

function drawn(slot: number, [from, to]: Bar): string {
  return `M${slot * slotWidth} ${from}h3V${to}h-3z`;
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
