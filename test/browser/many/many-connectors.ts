import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import type { PartTools } from '../parts.ts';
import { tell } from '../story.ts';
import { openWatchedPage } from '../watched-page.ts';

const connectors = 500;
const seconds = 20;

/** What is aimed at, and what a busy machine is forgiven. */
const aims = { taskMs: 100, hostShare: 0.2, tabShare: 0.2 };
const forgiven = { longTasks: 2, hostShare: 0.3, tabShare: 0.6 };

/** Five hundred connectors that all change every second: the page stays at hand, and the host has time for its work. */
export async function manyConnectors({ browser, checks, pictures, print }: PartTools): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'cortex-otel-many-'));
  const host = fork(join(import.meta.dirname, 'serve-many.ts'), [String(connectors), directory]);
  const watched = await openWatchedPage(browser);
  const { page } = watched;
  const { step, look, review } = tell({ name: `${connectors} connectors`, page, checks, pictures });
  try {
    const { signInUrl } = await answer<{ signInUrl: string }>(host);
    await step('are all there', async () => {
      await page.goto(signInUrl);
      await page.getByRole('link', { name: 'SOC 0', exact: true }).waitFor();
      const rows = await page.getByRole('table').getAttribute('aria-rowcount');
      if (rows !== String(connectors + 1)) throw new Error(`the table says it has ${rows} rows`);
    });
    await look(`change for ${seconds} s without holding up the page or the host`, async () => {
      const tab = await page.context().newCDPSession(page);
      await tab.send('Performance.enable');
      const before = await used(host, tab);
      const longTasks = page.evaluate(longTasksIn, seconds * 1000);
      await useThePage(page);
      const durations = await longTasks;
      const after = await used(host, tab);
      const longest = Math.max(0, ...durations);
      const tooLong = durations.filter((ms) => ms >= aims.taskMs);
      const hostShare = (after.hostMs - before.hostMs) / (after.atMs - before.atMs);
      const tabShare = (after.tabMs - before.tabMs) / (after.atMs - before.atMs);
      print(
        `       longest task ${Math.round(longest)} ms (aim < ${aims.taskMs}), ${tooLong.length} over it; host ${percent(hostShare)} of a core (aim < ${percent(aims.hostShare)}), tab ${percent(tabShare)} (aim < ${percent(aims.tabShare)})`,
      );
      return [
        ...(tooLong.length > forgiven.longTasks ? [`${tooLong.length} tasks of ${aims.taskMs} ms and more`] : []),
        ...(hostShare > forgiven.hostShare ? [`the host took ${percent(hostShare)} of a core`] : []),
        ...(tabShare > forgiven.tabShare ? [`the tab took ${percent(tabShare)} of a core`] : []),
      ];
    });
    await review('nothing went wrong unseen', async () => watched.problems());
  } finally {
    await watched.close();
    host.disconnect();
    await once(host, 'exit');
    rmSync(directory, { recursive: true });
  }
}

/** What somebody does meanwhile: looks further down, and looks for one. */
async function useThePage(page: Page): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search' });
  for (const wanted of ['SOC 4', 'SOC 49', 'SOC 499', '']) {
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(700);
    await search.fill(wanted);
    await page.getByRole('link', { name: wanted || 'SOC 0', exact: true }).waitFor();
  }
}

interface Used {
  readonly atMs: number;
  readonly hostMs: number;
  readonly tabMs: number;
}

async function used(host: ChildProcess, tab: CDPSession): Promise<Used> {
  host.send('how much?');
  const { cpu } = await answer<{ cpu: NodeJS.CpuUsage }>(host);
  const { metrics } = await tab.send('Performance.getMetrics');
  const tabSeconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  return { atMs: performance.now(), hostMs: (cpu.user + cpu.system) / 1000, tabMs: tabSeconds * 1000 };
}

async function answer<T>(host: ChildProcess): Promise<T> {
  const [message] = (await once(host, 'message', { signal: AbortSignal.timeout(20_000) })) as [T];
  return message;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** Runs in the page: how long the tasks took that were long, milliseconds. */
async function longTasksIn(ms: number): Promise<readonly number[]> {
  const durations: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) durations.push(duration);
  });
  observer.observe({ type: 'longtask' });
  await new Promise((resolve) => setTimeout(resolve, ms));
  observer.disconnect();
  return durations;
}
