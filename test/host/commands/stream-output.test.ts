import { createHash } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { streamOutput } from '../../../src/host/commands/stream-output.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('what is written comes out, and its size and SHA-256 are told', async () => {
  const stream = new PassThrough();
  const file = await streamOutput(stream).create('rows.ndjson');
  await file.write(bytes('{"a":1}\n'));
  expect(await file.finish()).toEqual({
    name: 'rows.ndjson',
    bytes: 8,
    sha256: createHash('sha256').update('{"a":1}\n').digest('hex'),
  });
  expect(stream.read()).toEqual(Buffer.from('{"a":1}\n'));
  expect(stream.writableEnded).toBe(false);
});

test('a reader that is slow is waited for', async () => {
  const taken: (() => void)[] = [];
  const stream = new Writable({ highWaterMark: 4, write: (_chunk, _encoding, done) => void taken.push(done) });
  const file = await streamOutput(stream).create('rows');
  let written = false;
  const writing = file.write(bytes('12345678')).then(() => (written = true));
  await new Promise(setImmediate);
  expect(written).toBe(false);
  taken.shift()?.();
  await writing;
});

test('a reader that has had enough ends it', async () => {
  const stream = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  stream.on('error', () => undefined);
  const file = await streamOutput(stream).create('rows');
  await expect(file.write(bytes('more than fits'))).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
  await expect(file.write(bytes('again'))).rejects.toMatchObject({
    message: expect.stringContaining('EPIPE') as string,
  });
  await expect(file.finish()).rejects.toMatchObject({ kind: 'state' });
  await file.discard();
});

test.for<[what: string, leave: (stream: Writable) => unknown]>([
  ['goes without a word', (stream) => stream.destroy()],
  ['goes with an error', (stream) => stream.on('error', () => undefined).destroy(new Error('gone'))],
])('a reader that %s while it is waited for is waited for no longer', async ([, leave]) => {
  const stream = new Writable({ highWaterMark: 1, write: () => undefined });
  const file = await streamOutput(stream).create('rows');
  const writing = file.write(bytes('more than fits'));
  leave(stream);
  await expect(writing).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
  await expect(file.finish()).rejects.toMatchObject({ kind: 'state' });
});

test('a reader that reads no further is waited for until the call is interrupted, and leaves nobody listening', async () => {
  const stream = new Writable({ highWaterMark: 1, write: () => undefined });
  const before = stream.eventNames().length;
  const call = new AbortController();
  const file = await streamOutput(stream, call.signal).create('rows');
  const writing = file.write(bytes('more than fits'));
  call.abort(new Error('interrupted'));
  await expect(writing).rejects.toThrow('interrupted');
  await expect(file.finish()).rejects.toThrow('interrupted');
  expect(stream.eventNames()).toHaveLength(before);
});
