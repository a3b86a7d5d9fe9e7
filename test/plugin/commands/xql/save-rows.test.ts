import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { saveRows } from '../../../../src/plugin/commands/xql/save-rows.ts';

const text = '{"event_id": "a"}\n{"event_id": "b"}\n';

async function* byteByByte(file: Buffer): AsyncGenerator<Buffer> {
  for (const byte of file) yield Buffer.of(byte);
}

test.for([
  ['plain', Buffer.from(text), 'xql--s-1.ndjson'],
  ['gzip', gzipSync(text), 'xql--s-1.ndjson.gz'],
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
  const saved = await saveRows({ streamId: '../s/1', gzip: true }, means, new AbortController().signal);
  expect(saved).toMatchObject({ rows: 2, file: { bytes: sent.length } });
  expect(saved.file.name).toBe(expectedName);
  expect(Buffer.concat(written)).toEqual(sent);
});
