import { readFileSync } from 'node:fs';

/** The most this process ever had in memory. `resourceUsage` would also count what its parent had when it was forked. */
export function peakMib(): number {
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak) / 1024;
}
