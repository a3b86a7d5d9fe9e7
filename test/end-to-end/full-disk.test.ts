import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CliProcess, LogLine } from './cli-process.ts';
import { delivered, numbers, putIncidents } from './deliveries.ts';
import { limitFileSizes, type LimitedDisk, mountLimitedDisk } from './limited-disk.ts';
import { openSite, patience, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => site.close());

const failed = ({ event }: LogLine) => event === 'attempt failed';

type Limited = (pid: () => number) => LimitedDisk | undefined;
const kinds: readonly (readonly [string, Limited])[] = [
  ['a disk without a free byte', () => mountLimitedDisk(site.state, 4096)],
  ['files that may not grow', (pid) => limitFileSizes(pid)],
];

test.for(kinds)('%s: Action required, the checkpoint held, healed by itself', async ([, limited], { skip }) => {
  const { tenant, endpoint } = site;
  let run: CliProcess | undefined;
  const disk = limited(() => run?.pid ?? 0);
  if (!disk) return skip('this user cannot have one');
  try {
    putIncidents(tenant.model.incidents, 50);
    run = site.cli(['run']);
    await endpoint.until(() => endpoint.received().length >= 50, patience());
    await run.line(({ event }) => event === 'collected');
    disk.fill();
    putIncidents(tenant.model.incidents, 50, 51);
    expect(await run.line(failed)).toMatchObject({ kind: 'state', code: 'DISK-702' });
    for (let failures = 2; failures <= 5; failures += 1) {
      await run.time({ elapse: 61_000 });
      await failuresOf(run, failures);
    }
    // What was accepted only waits to be saved: it is not sent again.
    expect(endpoint.requests).toHaveLength(2);
    disk.free();
    await run.time({ elapse: 61_000 });
    putIncidents(tenant.model.incidents, 50, 101);
    await endpoint.until(() => endpoint.received().length >= 150, patience());
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(delivered(endpoint)).toEqual(numbers(150));
    // The state is whole: another life goes on from it.
    expect((await site.finished(['run', '--once'])).code).toBe(0);
    expect(delivered(endpoint)).toEqual(numbers(150));
  } finally {
    await ended(run);
    disk.remove();
  }
});

async function failuresOf(run: CliProcess, count: number): Promise<void> {
  const latest = () => run.lines().filter(failed);
  await run.line(() => latest().length >= count);
  expect(latest().map(({ code }) => code)).toEqual(latest().map(() => 'DISK-702'));
}

async function ended(run: CliProcess | undefined): Promise<void> {
  run?.signal('SIGKILL');
  await run?.ended;
}
