/*
 * Kills the real program, again and again, between a tenant and an endpoint that live here and remember everything.
 * SEED repeats what was drawn; KILLS changes their number, for a quick look.
 */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { checkPoints } from './check-points.ts';
import { checkRandomKills } from './check-random-kills.ts';
import { createChecks } from './checks.ts';
import { killAtRandom } from './kill-at-random.ts';
import { killEverywhere } from './kill-everywhere.ts';
import { killPoints } from './kill-points.ts';

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 32));
const kills = Number(process.env['KILLS'] ?? 200);
const limitMs = 20 * 60_000;

const startedMs = performance.now();
const print = (line: string) => void process.stdout.write(`${line}\n`);
const seconds = () => Math.round((performance.now() - startedMs) / 1000);
const signal = AbortSignal.timeout(limitMs);
const checks = createChecks(print);

async function part(name: string, work: () => Promise<void>): Promise<void> {
  print(`\n${name}`);
  try {
    await work();
  } catch (error) {
    checks.check(`${name}: could be done`, false, [error instanceof Error ? error.message : String(error)]);
  }
  print(`after ${seconds()} s`);
}

print(`SEED=${seed}`);
// First the lives that may end well: they leave the compiled program behind, which makes later lives begin sooner.
const points = killPoints(10);
await part(`A kill at each of ${points.length} points of a first start`, async () => {
  const parallel = Math.min(4, availableParallelism());
  checkPoints(await killEverywhere({ points, parallel }, signal), points.length, checks);
});
await part(`${kills} kills at random, of a collector whose tenant and endpoint misbehave`, async () => {
  const progress = (done: readonly unknown[]) => {
    if (done.length % 50 === 0) print(`       ${done.length} kills after ${seconds()} s`);
  };
  const records = { incidents: 3500, audits: 5500 };
  checkRandomKills(await killAtRandom({ seed, kills, records, progress }, signal), kills, checks);
});
print('');
process.exitCode = checks.finish() ? 0 : 1;
