import { execFile } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { startLoopbackServer } from '../../../src/testing/loopback-server.ts';
import { launchFlags } from '../../launch-flags.ts';

const probe = fileURLToPath(new URL('./memory-probe.ts', import.meta.url));
const mebibyte = 1024 * 1024;
const mostMiB = 250e6 / mebibyte;
const bomb = gzipSync(Buffer.alloc(200 * mebibyte, ' '));
const page = gzipSync(`[${'{"a":"b"},'.repeat(80_000)}{}]${' '.repeat(10 * mebibyte)}`);

const cases: readonly (readonly [what: string, listener: RequestListener, outcome: string])[] = [
  ['a body of 50 MB', (_request, response) => response.end(Buffer.alloc(50 * mebibyte, ' ')), 'API-SIZE'],
  [
    'a body of 50 MB that does not say so',
    (_request, response) => {
      response.write(Buffer.alloc(50 * mebibyte, ' '));
      response.end();
    },
    'API-SIZE',
  ],
  [
    'a gzip bomb of 200 MB',
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    'API-SIZE',
  ],
  ['16 MB of empty objects', (_request, response) => response.end(`[${'{},'.repeat(5_000_000)}{}]`), 'API-SIZE'],
  [
    'a full page of 11 MB',
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(page),
    'ok',
  ],
];

test.each(cases)('ten answers at once of %s take less than 250 MB', async (_what, listener, outcome) => {
  const server = await startLoopbackServer(listener);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...launchFlags, probe, server.url]);
    const found = JSON.parse(stdout) as { readonly outcomes: readonly string[]; readonly peakMiB: number };
    expect(found.outcomes).toEqual(Array(10).fill(outcome));
    expect(found.peakMiB).toBeLessThan(mostMiB);
  } finally {
    await server.close();
  }
});
