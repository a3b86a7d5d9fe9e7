import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSink } from '../../../src/host/delivery/create-sink.ts';
import { createDelivery } from '../../../src/host/delivery/delivery.ts';
import { clock, failureOf, never, stagesOf } from './otlp-harness.ts';
import { origin, record, records, uidOf } from './records.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(joinPath(tmpdir(), 'file-sink-'));
  path = joinPath(directory, 'records.jsonl');
});
afterEach(() => rmSync(directory, { recursive: true }));

const module = (name: string) => new URL(`../../../${name}`, import.meta.url).href;
const fileSink = (at = path) => createSink({ kind: 'file', path: at }, { clock });

/** Uids per line; fails on a line that is no OTLP/JSON. */
function uidsPerLine(): string[][] {
  const text = readFileSync(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { resourceLogs } = JSON.parse(line);
      return resourceLogs[0].scopeLogs[0].logRecords.map(
        (log: { attributes: { key: string; value: { stringValue: string } }[] }) =>
          log.attributes.find(({ key }) => key === 'log.record.uid')?.value.stringValue,
      );
    });
}

test('records become OTLP/JSON lines in a file that only its owner reads', async () => {
  const sink = fileSink();
  const report = await sink.deliver(createDelivery(origin, records(3)), never);
  await sink.deliver(createDelivery(origin, records(600, 3)), never);
  expect(report).toMatchObject({ accepted: 3, requests: 1, refused: [], partial: [] });
  expect(report.bytes).toBe(readFileSync(path, 'utf8').indexOf('\n') + 1);
  expect(uidsPerLine().map((line) => line.length)).toEqual([3, 300, 300]);
  expect(uidsPerLine().flat()).toEqual(records(603).map(({ uid }) => uid));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(sink.destination).toBe(path);
  await sink.close();
});

test('several deliveries at a time do not mix their lines', async () => {
  const sink = fileSink();
  await Promise.all([0, 1, 2, 3].map((n) => sink.deliver(createDelivery(origin, records(50, n * 50)), never)));
  expect(uidsPerLine().map((line) => line.length)).toEqual([50, 50, 50, 50]);
  expect(uidsPerLine().flat()).toEqual(records(200).map(({ uid }) => uid));
});

test('connectors that share a file do not mix their lines, however long these are', async () => {
  const large = (id: number) => record(id, { text: 'x'.repeat(3_000_000) });
  const sinks = [0, 1, 2, 3].map(() => fileSink(joinPath(directory, '.', 'records.jsonl')));
  const sent = sinks.flatMap((sink, n) =>
    [0, 1].map(async (turn) => sink.deliver(createDelivery(origin, [large(n * 2 + turn)]), never)),
  );
  await Promise.all(sent);
  await Promise.all(sinks.map(async (sink) => sink.close()));
  expect(uidsPerLine().flat().toSorted()).toEqual(
    records(8)
      .map(({ uid }) => uid)
      .toSorted(),
  );
});

test('a line that another process is still writing is not taken for a torn one', async () => {
  const line = '{"resourceLogs":[]}\n';
  writeFileSync(path, line.slice(0, 10));
  const delivering = fileSink().deliver(createDelivery(origin, records(1)), never);
  await new Promise((done) => setTimeout(done, 30));
  appendFileSync(path, line.slice(10));
  await delivering;
  expect(readFileSync(path, 'utf8').split('\n')).toEqual([line.trim(), expect.stringContaining(uidOf(0)), '']);
});

describe('what a killed process left', () => {
  test.each([1, 16, 300, 100_000])('a torn line of %i bytes is cut off', async (length) => {
    await fileSink().deliver(createDelivery(origin, records(1)), never);
    const whole = readFileSync(path, 'utf8');
    const torn = `{"resourceLogs":[${'x'.repeat(200_000)}`.slice(0, length);
    writeFileSync(path, whole + torn);
    await fileSink().deliver(createDelivery(origin, records(1, 1)), never);
    expect(uidsPerLine()).toEqual([[uidOf(0)], [uidOf(1)]]);
  });

  test('a file that is nothing but a torn line is begun anew', async () => {
    writeFileSync(path, '{"resourceLogs":[{"res');
    await fileSink().deliver(createDelivery(origin, records(1)), never);
    expect(uidsPerLine()).toEqual([[uidOf(0)]]);
  });

  test('a last line that is not ours is never cut', async () => {
    writeFileSync(path, 'notes of somebody else');
    await fileSink().deliver(createDelivery(origin, records(1)), never);
    const [first, second] = readFileSync(path, 'utf8').split('\n');
    expect(first).toBe('notes of somebody else');
    expect(second).toMatch(/^\{"resourceLogs":/);
  });
});

describe('a file that cannot be written', () => {
  test('because it is a directory, or its directory is missing, says so and what to do', async () => {
    for (const [bad, code] of [
      [directory, 'EISDIR'],
      [joinPath(directory, 'no', 'where'), 'ENOENT'],
    ] as const) {
      const sink = fileSink(bad);
      const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
      expect(error).toMatchObject({ kind: 'state', code: 'DISK-702' });
      expect(error.message).toContain(bad);
      expect(error.message).toContain(code);
      expect(error.remedy).toBeTruthy();
      expect(await stagesOf(sink)).toMatchObject([{ status: 'failed', code: 'DISK-702' }]);
    }
  });

  test.runIf(existsSync('/dev/full'))(
    'because the disk is full holds the delivery; the same one succeeds later',
    async () => {
      const { symlinkSync, unlinkSync } = await import('node:fs');
      symlinkSync('/dev/full', path);
      const sink = fileSink();
      const delivery = createDelivery(origin, records(2));
      const error = await failureOf(sink.deliver(delivery, never));
      expect(error).toMatchObject({ kind: 'state', message: expect.stringContaining('ENOSPC') });
      unlinkSync(path);
      expect(await sink.deliver(delivery, never)).toMatchObject({ accepted: 2 });
      expect(uidsPerLine()).toEqual([[uidOf(0), uidOf(1)]]);
    },
  );
});

test('a write that breaks off leaves nothing of its delivery behind, and takes nothing of another with it', () => {
  const script = `
    import { createSink } from ${JSON.stringify(module('src/host/delivery/create-sink.ts'))};
    import { createDelivery } from ${JSON.stringify(module('src/host/delivery/delivery.ts'))};
    import { origin, records } from ${JSON.stringify(module('test/host/delivery/records.ts'))};
    const clock = { now: Date.now, elapsed: () => 0, sleep: () => Promise.resolve() };
    const sink = createSink({ kind: 'file', path: process.argv[1] }, { clock });
    const signal = new AbortController().signal;
    await sink.deliver(createDelivery(origin, records(2)), signal);
    const large = sink.deliver(createDelivery(origin, records(1000, 2)), signal);
    const small = sink.deliver(createDelivery(origin, records(2, 2000)), signal);
    await large.catch((error) => console.log(error.message));
    await small;
  `;
  // No more than 300 blocks of 512 bytes per file: the first of the large delivery's lines fits, the rest does not.
  const limited = `trap '' XFSZ; ulimit -f 300; exec "$0" --input-type=module -e "$1" "$2"`;
  const run = spawnSync('/bin/sh', ['-c', limited, process.execPath, script, path], { encoding: 'utf8' });
  expect(run.stdout).toContain(`${path} cannot be written (EFBIG)`);
  expect(uidsPerLine()).toEqual([0, 2000].map((first) => [uidOf(first), uidOf(first + 1)]));
});

test('the connection test opens the file and writes nothing', async () => {
  expect(await stagesOf(fileSink())).toMatchObject([{ stage: 'destination', status: 'ok' }]);
  expect(readFileSync(path, 'utf8')).toBe('');
});
