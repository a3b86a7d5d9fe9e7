import { readFileSync } from 'node:fs';
import { clientOf } from './cortex-client.ts';

/** Asks a server ten times at once, as a process of its own; prints what came of it and the most memory it took. */
const client = clientOf(process.argv[2] ?? '');
const outcomes = await Promise.all(
  Array.from({ length: 10 }, () =>
    client.post('/public_api/v1/incidents/get_incidents', {}, new AbortController().signal).then(
      () => 'ok',
      (error: { readonly code?: string }) => error.code,
    ),
  ),
);

/** The most this process ever had in memory. `resourceUsage` would also count what its parent had when it was forked. */
function peakMiB(): number {
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak) / 1024;
}

console.log(JSON.stringify({ outcomes, peakMiB: peakMiB() }));
process.exit();
