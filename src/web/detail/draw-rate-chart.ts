import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { RatePoint } from './rate-points.ts';

export interface RateChart {
  show(points: readonly RatePoint[]): void;
  remove(): void;
}

export interface RateChartParts {
  readonly points: readonly RatePoint[];
  readonly times: 'utc' | 'local';
}

const height = 260;

/** Draws the rate into an element as wide as it is, in the colours of the page as they are then. */
export function drawRateChart(element: HTMLElement, { points, times }: RateChartParts): RateChart {
  const colour = (name: string): string => resolved(element, name);
  const axis = {
    stroke: () => colour('--muted'),
    grid: { stroke: () => colour('--line') },
    ticks: { stroke: () => colour('--line') },
  };
  const chart = new uPlot(
    {
      width: element.clientWidth,
      height,
      legend: { show: false },
      cursor: { show: false },
      // Without this the browser's own zone.
      ...(times === 'utc' && { tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') }),
      scales: { y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
      axes: [
        { ...axis, values: '{HH}:{mm}' },
        { ...axis, size: 60 },
      ],
      series: [{}, { label: 'Records a minute', stroke: () => colour('--accent'), width: 2, points: { show: false } }],
    },
    dataOf(points),
    element,
  );
  const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
  resize.observe(element);
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  const redraw = (): void => chart.redraw();
  scheme.addEventListener('change', redraw);
  return {
    show: (next) => chart.setData(dataOf(next)),
    remove() {
      scheme.removeEventListener('change', redraw);
      resize.disconnect();
      chart.destroy();
    },
  };
}

function dataOf(points: readonly RatePoint[]): uPlot.AlignedData {
  return [points.map(({ atMs }) => atMs / 1000), points.map(({ records }) => records)];
}

/** A colour of the page, which depends on the scheme, as the canvas understands it. */
function resolved(element: HTMLElement, name: string): string {
  element.style.color = `var(${name})`;
  const { color } = getComputedStyle(element);
  element.style.color = '';
  return color;
}
