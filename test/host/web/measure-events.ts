/*
 * What the stream of status changes costs: 500 connectors of which every one changes every second, and some who listen.
 * `node test/host/web/measure-events.ts [listeners] [connectors] [seconds]` prints the share of one core.
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWeb } from '../../../src/host/web/start-web.ts';
import { systemTools } from '../../../src/host/system-tools.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { silentLogger } from '../../../src/testing/silent-logger.ts';
import { statusReport } from '../status-reports.ts';
import { madeUpConsole, overviewOf, overviewRow } from './made-up-console.ts';

const [listeners = 3, connectors = 500, seconds = 20] = process.argv.slice(2).map(Number);
const token = 'a-token-of-a-measurement';

if (isMainThread) await measure();
else listen(workerData as { url: string; count: number });

async function measure(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'events-'));
  const { clock, random, logger } = systemTools(silentLogger());
  const beats = Array.from({ length: 50 }, (_, n) => ({
    at: new Date(n * 60_000).toISOString(),
    outcome: 'ok' as const,
    records: n,
    ms: 100 + n,
  }));
  const rate = Array.from({ length: 60 }, (_, n) => n * 1.5);
  let asked = 0;
  const overview = () => {
    asked += 1;
    const rows = Array.from({ length: connectors }, (_, n) =>
      overviewRow({ id: `connector-${n}`, beats, rate, lagMs: asked }),
    );
    return overviewOf(rows);
  };
  const web = await startWeb({
    listen: { host: '127.0.0.1', port: 0 },
    hosts: [],
    tls: undefined,
    access: [{ name: 'measure', role: 'viewer', token: new Secret(token) }],
    console: madeUpConsole({ overview }),
    stateDirectory: directory,
    status: () => statusReport([]),
    metricsText: async () => '',
    clock,
    random,
    logger,
  });
  const page = new Worker(new URL(import.meta.url), { workerData: { url: web.url, count: listeners } });
  let bytes = 0;
  page.on('message', (received: number) => (bytes = received));
  await sleep(2000);
  const [before, bytesBefore, askedBefore] = [process.threadCpuUsage(), bytes, asked];
  await sleep(seconds * 1000);
  const used = process.threadCpuUsage(before);
  const share = (used.user + used.system) / (seconds * 1e6);
  console.log(
    `${connectors} connectors, ${listeners} listeners: ${(100 * share).toFixed(1)} % of a core, ` +
      `${((bytes - bytesBefore) / seconds / 1e6).toFixed(1)} MB/s, looked ${asked - askedBefore} times in ${seconds} s`,
  );
  await page.terminate();
  await web.close();
  rmSync(directory, { recursive: true });
}

/** Reads in a thread of its own, so that reading is not counted. */
function listen({ url, count }: { readonly url: string; readonly count: number }): void {
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    const headers = { authorization: `Bearer ${token}` };
    request(`${url}/api/v1/events`, { headers }, (answer) => {
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
    }).end();
  }
  setInterval(() => parentPort?.postMessage(bytes), 500);
}
