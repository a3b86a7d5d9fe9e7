import type { CheckedPeriod } from '../../api/insights.ts';
import { numberText } from '../connector/number-text.ts';
import { type PeriodBar, periodBars } from './period-bars.ts';
import { periodWords } from './period-words.ts';

/** Height and place tell states apart where colours do not. */
const shapes: Readonly<Record<CheckedPeriod['state'], { readonly y: number; readonly height: number }>> = {
  certified: { y: 0, height: 8 },
  agrees: { y: 2, height: 6 },
  waiting: { y: 6, height: 2 },
  mismatch: { y: 0, height: 12 },
};

/** The periods that were counted, as time went: from left to right. */
export function PeriodStrip({ periods }: { periods: readonly CheckedPeriod[] }) {
  return (
    <svg
      className="period-strip"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={`Periods: ${summary(periods)}`}
    >
      {periodBars(periods).map((bar) => (
        <Bar key={bar.x} bar={bar} />
      ))}
    </svg>
  );
}

function Bar({ bar: { x, width, state } }: { bar: PeriodBar }) {
  return <rect className={`period-${state}`} x={x} width={width} {...shapes[state]} />;
}

function summary(periods: readonly CheckedPeriod[]): string {
  const states = Object.keys(shapes) as readonly CheckedPeriod['state'][];
  const counted = states.map((state) => [state, periods.filter((period) => period.state === state).length] as const);
  return counted
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${numberText(count)} ${periodWords[state].toLowerCase()}`)
    .join(', ');
}
