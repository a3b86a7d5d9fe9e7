/*
 * What a record costs, how much memory it takes, how soon it begins. `--quick`: a smoke run, whose figures mean little;
 * `--records`, `--warm`, `--runs`: how many are counted, collected before, and how often; `--json`: the report as JSON.
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCpu } from './measure-cpu.ts';
import { measureLoss } from './measure-loss.ts';
import { measureMemory } from './measure-memory.ts';
import { measureStart } from './measure-start.ts';
import { type Report, reportText } from './report.ts';
import { checkSameRecords } from './same-records.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    records: { type: 'string' },
    warm: { type: 'string' },
    runs: { type: 'string' },
  },
});
const usual = values.quick ? { records: 1000, warm: 500, runs: 1 } : { records: 20_000, warm: 10_000, runs: 5 };
const [records, warmRecords, runs] = (['records', 'warm', 'runs'] as const).map((name) =>
  Number(values[name] ?? usual[name]),
) as [number, number, number];
const memory = values.quick ? [1000] : [10_000, 100_000];
const say = (line: string) => void process.stderr.write(`${line}\n`);

say('comparing what product and floor send …');
await checkSameRecords();
let round = 0;
say('measuring …');
const report: Report = {
  machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`,
  date: new Date().toISOString().slice(0, 10),
  records,
  warmRecords,
  runs,
  startMs: await measureStart(runs),
  cpu: await measureCpu({ records, warmRecords, runs }, () => say(`round ${(round += 1)} of ${runs} …`)),
  loss: await measureLoss(values.quick ? 2000 : 10_000),
  memory: await measureMemory(memory, runs),
};
process.stdout.write(`${values.json ? JSON.stringify(report, undefined, 2) : reportText(report)}\n`);
