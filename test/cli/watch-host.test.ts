import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchHost } from '../../src/cli/run/watch-host.ts';
import { readStatusFile, statusFile } from '../../src/host/status-file.ts';
import { createVirtualClock } from '../../src/testing/index.ts';
import { statusReport } from '../host/status-reports.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'watch-host-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const shown = () => readStatusFile(directory, 'status.json')?.summary;

function watched() {
  const clock = createVirtualClock(0);
  const [over, takenOver] = [new AbortController(), new AbortController()];
  const host = { status: () => statusReport([], { summary: 'ours' }) };
  const parts = { host, directory, takenOver: takenOver.signal, clock, look: () => undefined };
  return { clock, over, takenOver, ended: watchHost(parts, over.signal) };
}

test('the status of a host lies in its directory until it ends', async () => {
  const { over, ended } = watched();
  expect(shown()).toBe('ours');
  over.abort();
  await ended;
  expect(shown()).toBeUndefined();
});

test('once another process has taken over, its status is left alone', async () => {
  const { clock, over, takenOver, ended } = watched();
  takenOver.abort();
  statusFile(directory, 'status.json').write(statusReport([], { summary: 'the other’s' }));
  await clock.advance(60_000);
  expect(shown()).toBe('the other’s');
  over.abort();
  await ended;
  expect(shown()).toBe('the other’s');
});
