import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { steadyBody } from '../../../src/plugin/cortex/steady-body.ts';

const pace = { bytes: 100, ms: 30 };

async function* body(pieces: number, bytes: number, everyMs: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < pieces; sent += 1) {
    if (everyMs > 0) await pause(everyMs);
    yield Buffer.alloc(bytes);
  }
}

test('a body that only drips is not read on', async () => {
  const read = (async () => {
    let pieces = 0;
    for await (const _ of steadyBody(body(1000, 1, 5), pace)) pieces += 1;
    return pieces;
  })();
  await expect(read).rejects.toMatchObject({ kind: 'unavailable', code: 'NET-102' });
});

test('a slow reader, and pieces that are large enough, are waited for', async () => {
  let bytes = 0;
  for await (const piece of steadyBody(body(10, 1, 0), pace)) {
    await pause(10);
    bytes += piece.length;
  }
  for await (const piece of steadyBody(body(10, 100, 10), pace)) bytes += piece.length;
  expect(bytes).toBe(1010);
});
