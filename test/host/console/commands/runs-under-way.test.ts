import { expect, test } from 'vitest';
import { type RunUnderWay, runsUnderWay } from '../../../../src/host/console/commands/runs-under-way.ts';
import { ConsoleProblem } from '../../../../src/host/console/console-problem.ts';

/** Lets somebody begin as many as they may; what the next one is refused with. */
function takeAll(runs: ReturnType<typeof runsUnderWay>, actor: string) {
  const taken: RunUnderWay[] = [];
  try {
    for (;;) taken.push(runs.letIn('eu', actor));
  } catch (error) {
    if (!(error instanceof ConsoleProblem)) throw error;
    return { taken, refused: { status: error.status, ...error.problem } };
  }
}

test('nobody has more runs than are left for the others, and a fifth still finds a place beside four who take all they can', () => {
  const runs = runsUnderWay();
  const all = ['ann', 'bob', 'cem', 'dan', 'eve', 'fay'].map((actor) => takeAll(runs, actor));
  expect(all.map(({ taken }) => taken.length)).toEqual([8, 4, 2, 1, 1, 0]);
  expect(all[0]?.refused).toEqual({
    status: 429,
    error: '8 of your commands are under way already',
    remedy: 'Wait until one of yours has ended, or stop one of yours.',
  });
  expect(all[5]?.refused).toMatchObject({ status: 429, error: '16 commands are under way already' });
});

test('what has ended makes room', () => {
  const runs = runsUnderWay();
  const { taken } = takeAll(runs, 'ann');
  taken[3]?.over();
  expect(takeAll(runs, 'ann').taken).toHaveLength(1);
});

test('a run is stopped once it is recorded, in the name of whoever asked first, and only while it goes on', () => {
  const runs = runsUnderWay();
  const run = runs.letIn('eu', 'ann');
  expect(runs.stop('eu', 'Aa1', 'bob')).toBe(false);
  run.begun('Aa1');
  expect(runs.stop('us', 'Aa1', 'bob')).toBe(false);
  expect([run.stopped.aborted, run.stoppedBy()]).toEqual([false, undefined]);
  expect([runs.stop('eu', 'Aa1', 'bob'), runs.stop('eu', 'Aa1', 'cem')]).toEqual([true, true]);
  expect([run.stopped.aborted, run.stoppedBy()]).toEqual([true, 'bob']);
  run.over();
  expect(runs.stop('eu', 'Aa1', 'bob')).toBe(false);
});
