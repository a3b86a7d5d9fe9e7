import { hash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { callHistorySchema } from '../../../../src/api/commands.ts';
import { believableAlert, seededRandom } from '../../../../src/testing/index.ts';
import { canary } from '../../../cli/workplace.ts';
import { filesOf, problemOf } from '../console-bench.ts';
import { benchWith, ended, isolating, searching } from './command-runs.ts';

describe('the history', () => {
  test('comes page by page, newest first, with what came of each', async () => {
    const bench = await benchWith('write');
    for (const run of [searching, { ...isolating, confirm: 'eu' }, searching]) await ended(bench, run);
    const first = callHistorySchema.parse(await bench.console.calls('eu', { limit: 2 }));
    expect(first.calls.map(({ command }) => command)).toEqual(['search-hosts', 'isolate-hosts']);
    const second = await bench.console.calls('eu', { limit: 2, after: first.next ?? 0 });
    expect(second.calls.map(({ command, outcome }) => [command, outcome])).toEqual([['search-hosts', 'Successful']]);
    expect(second.next).toBeNull();
  });

  test('of another connector, or of nobody, is not there', async () => {
    const bench = await benchWith('read');
    const { call } = await ended(bench, searching);
    expect(await problemOf(bench.console.call('us', call))).toMatchObject({ status: 404 });
    expect(await problemOf(bench.console.call('eu', 'nothing'))).toMatchObject({ status: 404 });
    expect(await problemOf(bench.console.callFile('eu', call, 'result.json'))).toMatchObject({ status: 404 });
  });

  test('holds no key, nor does what is kept of a result that repeats it', async () => {
    const bench = await benchWith('read');
    bench.tenant.model.hosts.change('pc-1-id', {
      alias: `${canary.key} and ${Buffer.from(canary.key).toString('base64')}`,
    });
    const call = await ended(bench, { ...searching, input: { host_names: [canary.key, 'pc-1'] } });
    const whole = await text((await bench.console.callResult('eu', call.call)).content);
    const told = JSON.stringify([call, await bench.console.call('eu', call.call), await bench.console.calls('eu', {})]);
    expect(whole).toContain('[redacted] and [redacted]');
    for (const place of [whole, told, await filesOf(bench)]) {
      expect(place).not.toContain(canary.key);
      expect(place).not.toContain(Buffer.from(canary.key).toString('base64'));
    }
  });
});

test('a result that cannot be kept is shown once, and nobody is sent to where it is not', async () => {
  const bench = await benchWith('read');
  expect(await ended(bench, searching)).toMatchObject({ resultKept: true });
  const calls = join(bench.directory, 'state', 'calls');
  await rm(calls, { recursive: true });
  await writeFile(calls, 'in the way');
  const call = await ended(bench, searching);
  expect(call).toMatchObject({ outcome: 'Successful', resultKept: false, recordCount: 2 });
  expect(call.answer?.records).toHaveLength(2);
  expect(await bench.console.call('eu', call.call)).toMatchObject({ resultKept: false, answer: null });
  expect(bench.log()).toContain('the result of a command could not be kept');
});

describe('a file that a command has left', () => {
  async function withCapture() {
    const bench = await benchWith('read');
    const { model } = bench.tenant;
    const alert = believableAlert(seededRandom(1), 1, Date.now() - 1000);
    model.alerts.put({ ...alert, source: 'PAN NGFW' });
    model.captures.put(1, Buffer.from('a capture'));
    const call = await ended(bench, { command: 'retrieve-pcap-packet', input: {} });
    return { bench, call };
  }

  test('is told of with its size and digest, and is there to be saved', async () => {
    const { bench, call } = await withCapture();
    const name = 'retrieve-pcap-packet.1.pcap';
    const sha256 = hash('sha256', 'a capture');
    expect(call.files).toEqual([{ name, bytes: 9, sha256, kept: true }]);
    const file = await bench.console.callFile('eu', call.call, name);
    expect(file).toMatchObject({ name, bytes: 9 });
    expect(await text(file.content)).toBe('a capture');
  });

  test('is one that the journal names, not whatever lies beside it', async () => {
    const { bench, call } = await withCapture();
    await writeFile(join(bench.directory, 'state', 'calls', call.call, 'files', 'stray'), 'CANARY');
    const names = ['stray', '..', '../result.json', 'result.json'];
    for (const name of names) {
      expect(await problemOf(bench.console.callFile('eu', call.call, name))).toMatchObject({ status: 404 });
    }
  });

  test('is said to be gone once it is', async () => {
    const { bench, call } = await withCapture();
    await rm(join(bench.directory, 'state', 'calls', call.call), { recursive: true });
    const found = await bench.console.call('eu', call.call);
    expect(found).toMatchObject({ answer: null, files: [{ kept: false }], outcome: 'Successful' });
    for (const gone of [
      bench.console.callFile('eu', call.call, call.files[0]?.name ?? ''),
      bench.console.callResult('eu', call.call),
    ])
      expect(await problemOf(gone)).toMatchObject({ status: 404, problem: { error: 'It is not kept here' } });
  });
});
