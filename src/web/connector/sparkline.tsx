import { numberText } from './number-text.ts';

const width = 90;
const height = 20;

/** Records a minute over the last hour, drawn and in words. */
export function Sparkline({ rate }: { rate: readonly number[] }) {
  const peak = Math.max(...rate);
  const total = rate.reduce((sum, value) => sum + value, 0);
  const words = `Last hour: ${numberText(total)} records, at most ${numberText(peak)} a minute`;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      <polyline points={sparklinePoints(rate, peak)} fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}

function sparklinePoints(rate: readonly number[], peak: number): string {
  const step = width / Math.max(1, rate.length - 1);
  const scale = peak > 0 ? (height - 3) / peak : 0;
  return rate
    .map((value, index) => `${(index * step).toFixed(1)},${(height - 1.5 - value * scale).toFixed(1)}`)
    .join(' ');
}
