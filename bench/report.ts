import type { CpuResult } from './measure-cpu.ts';
import type { LossResult } from './measure-loss.ts';
import type { MemoryResult } from './measure-memory.ts';

export interface Report {
  readonly machine: string;
  readonly date: string;
  readonly records: number;
  readonly warmRecords: number;
  readonly runs: number;
  readonly cpu: readonly CpuResult[];
  readonly memory: readonly MemoryResult[];
  readonly loss: readonly LossResult[];
  readonly startMs: number;
}

/** The report for people: Markdown, so that it can be kept as it is. */
export function reportText({ machine, date, records, warmRecords, runs, cpu, memory, loss, startMs }: Report): string {
  const rows = cpu.map(({ kind, collector, encoding, ratio, microsPerRecord, recordsPerSecond, lost }) =>
    row(
      kind,
      collector,
      encoding,
      ratio.toFixed(2),
      microsPerRecord.toFixed(0),
      recordsPerSecond.toFixed(0),
      `${lost}`,
    ),
  );
  return [
    `${machine}, ${date}; medians of ${runs}, ${records} records each, after ${warmRecords} to warm up.`,
    '',
    row('records', 'collector', 'encoding', 'ratio to the floor', 'CPU µs per record', 'records/s', 'lost'),
    row('---', '---', '---', '---:', '---:', '---:', '---:'),
    ...rows,
    '',
    row('first read of', 'peak memory', 'lost'),
    row('---:', '---:', '---:'),
    ...memory.map(({ records: read, peakMiB, lost }) => row(`${read}`, `${peakMiB.toFixed(0)} MiB`, `${lost}`)),
    '',
    row('collector', 'lost when every answer takes 300 ms and every tenth request is answered 503'),
    row('---', '---:'),
    ...loss.map(({ collector, records: wanted, lost }) => row(collector, `${lost} of ${wanted}`)),
    '',
    `Start to first poll: ${startMs.toFixed(0)} ms`,
  ].join('\n');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
