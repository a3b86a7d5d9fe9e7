import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { saveRows } from '../../../../src/plugin/commands/xql/save-rows.ts';

const text = '{"event_id": "a"}\n{"event_id": "b"}\n';

async function* byteByByte(file: Buffer): AsyncGenerator<Buffer> {
  for (const byte of file) yield Buffer.of(byte);
}

test.for([
  ['plain', Buffer.from(text), 'xql.s_1.ndjson'],
  ['gzip', gzipSync(text), 'xql.s_1.ndjson.gz'],
] as const)('rows that come byte by byte are kept as they are: %s', async ([, sent, expectedName]) => {
  const written: Uint8Array[] = [];
  const output = {
    create: async (name: string) => ({
      write: async (chunk: Uint8Array) => {
        written.push(chunk);
      },
      finish: async () => ({ name, bytes: Buffer.concat(written).length, sha256: '' }),
      discard: async () => {},
    }),
  };
  const stream = {
    post: async () => ({ headers: {}, body: byteByByte(sent) }),
    get: async () => Promise.reject(new Error('no link to follow')),
  };
  const means = { stream, output, tell: () => {} };
  const saved = await saveRows({ streamId: 's_1', gzip: true }, means, new AbortController().signal);
  expect(saved).toMatchObject({ rows: 2, file: { bytes: sent.length } });
  expect(saved.file.name).toBe(expectedName);
  expect(Buffer.concat(written)).toEqual(sent);
});

test('a stream of rows without end is not read on, and leaves no file', async () => {
  const calls: string[] = [];
  const output = {
    create: async (name: string) => ({
      write: async () => {},
      finish: async () => ({ name, bytes: 0, sha256: '' }),
      discard: async () => void calls.push('discard'),
    }),
  };
  async function* endless(): AsyncGenerator<Buffer> {
    for (let sent = 0; sent < 200; sent += 1) yield Buffer.from('{}\n'.repeat(10_000));
  }
  const stream = {
    post: async () => ({ headers: {}, body: endless() }),
    get: async () => Promise.reject(new Error('no link to follow')),
  };
  const saved = saveRows(
    { streamId: 's', gzip: false },
    { stream, output, tell: () => {} },
    new AbortController().signal,
  );
  await expect(saved).rejects.toMatchObject({ kind: 'protocol', code: 'FILE-812' });
  expect(calls).toEqual(['discard']);
});
