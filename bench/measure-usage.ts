/*
 * Preloaded into every collector: what it used after BENCH_WARM_REQUESTS pages until the last answer it got,
 * written to BENCH_USAGE when it exits. What comes before is starting and compiling, what comes after is waiting.
 */
import diagnostics from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';

/** What a collector used. */
export interface Usage {
  /** User and system time of all threads, microseconds. */
  readonly cpuMicros: number;
  readonly wallMs: number;
  /** Peak of the whole life. */
  readonly peakRssKiB: number;
}

const file = process.env['BENCH_USAGE'];
const warmRequests = Number(process.env['BENCH_WARM_REQUESTS']);
let requests = 0;
let start: { readonly cpu: NodeJS.CpuUsage; readonly ms: number } | undefined;
let used = { cpuMicros: 0, wallMs: 0 };

diagnostics.subscribe('undici:request:create', (message) => {
  const { request } = message as { request: { readonly path: string } };
  if (request.path.startsWith('/public_api/')) requests += 1;
  if (requests > warmRequests) start ??= { cpu: process.cpuUsage(), ms: performance.now() };
});
for (const answered of ['undici:request:trailers', 'http.client.response.finish']) {
  diagnostics.subscribe(answered, () => {
    if (start === undefined) return;
    const { user, system } = process.cpuUsage(start.cpu);
    used = { cpuMicros: user + system, wallMs: performance.now() - start.ms };
  });
}
process.on('exit', () => {
  const usage: Usage = { ...used, peakRssKiB: process.resourceUsage().maxRSS };
  if (file !== undefined) writeFileSync(file, JSON.stringify(usage));
});
