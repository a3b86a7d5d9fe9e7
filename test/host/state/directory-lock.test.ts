import { expect, onTestFinished, test } from 'vitest';
import { acquireDirectoryLock, tryDirectoryLock } from '../../../src/host/state/directory-lock.ts';
import { prepareStateDirectory, statePaths } from '../../../src/host/state/state-directory.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';
import { temporaryDirectory } from './state-tools.ts';

test('who stands by looks often enough to take over within a second, twice over', async () => {
  const directory = temporaryDirectory();
  onTestFinished(() => directory.remove());
  const paths = statePaths(directory.path);
  prepareStateDirectory(paths);
  const { lock: path } = paths;
  const first = tryDirectoryLock(path);
  const clock = createVirtualClock(0);
  const said: string[] = [];
  const second = acquireDirectoryLock(
    path,
    { clock, onStandby: () => said.push('standby') },
    new AbortController().signal,
  );
  await clock.untilSleeping();
  first?.release();
  await clock.advance(500);
  const taken = await second;
  expect(said).toEqual(['standby']);
  expect(tryDirectoryLock(path)).toBeUndefined();
  taken.release();
});
