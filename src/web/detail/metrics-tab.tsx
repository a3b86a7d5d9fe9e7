import { useEffect, useRef } from 'react';
import { numberText } from '../connector/number-text.ts';
import { useConsole } from '../shell/use-console.ts';
import { absoluteText } from '../ui/time-text.ts';
import { useStore } from '../ui/use-store.ts';
import type { TabProps } from './connector-page.tsx';
import type { RateChart } from './draw-rate-chart.ts';
import { ratePoints } from './rate-points.ts';

/** The rate of the last hour as a chart, and the same as a table. */
export function MetricsTab({ connector: { rate } }: TabProps) {
  const { clock, preferences } = useConsole();
  const { times, theme } = useStore(preferences.chosen);
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<RateChart>(undefined);
  const points = ratePoints(rate, clock.get());
  const latest = useRef(points);
  useEffect(() => {
    latest.current = points;
    chart.current?.show(points);
  });
  useEffect(() => {
    const element = box.current;
    let gone = false;
    // The library is fetched only here.
    void import('./draw-rate-chart.ts').then(({ drawRateChart }) => {
      if (element && !gone) chart.current = drawRateChart(element, { points: latest.current, times });
    });
    return () => {
      gone = true;
      chart.current?.remove();
      chart.current = undefined;
    };
  }, [times, theme]);
  return (
    <section className="card">
      <h2>Records accepted a minute</h2>
      <div ref={box} className="chart" aria-hidden="true" />
      <details>
        <summary>As a table</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Minute</th>
              <th scope="col">Records</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ atMs, records }) => (
              <tr key={atMs}>
                <td>{absoluteText(atMs, times)}</td>
                <td className="number">{numberText(records)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p className="muted">
        Minutes before the start of the process count as 0. For longer than an hour, let Prometheus fetch{' '}
        <code>/metrics</code>.
      </p>
    </section>
  );
}
