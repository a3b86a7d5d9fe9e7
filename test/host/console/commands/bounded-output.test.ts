import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directoryOutput } from '../../../../src/host/commands/directory-output.ts';
import { boundedOutput } from '../../../../src/host/console/commands/bounded-output.ts';
import { createRoom } from '../../../../src/host/console/commands/room.ts';
import { seededRandom } from '../../../../src/testing/index.ts';
import { temporaryDirectory } from '../../state/state-tools.ts';

let place: ReturnType<typeof temporaryDirectory>;
beforeEach(() => (place = temporaryDirectory()));
afterEach(() => place.remove());

/** Of a call that may have ten bytes. */
function output() {
  const room = createRoom({ mostBytes: 20, tidy: async () => undefined });
  return boundedOutput(directoryOutput(join(place.path, 'files'), seededRandom(3)), 'Aa1', room);
}
const files = async () => readdir(join(place.path, 'files'));

describe('files of one call', () => {
  test('may fill so much together; what goes beyond leaves nothing behind', async () => {
    const bounded = output();
    const first = await bounded.create('first');
    await first.write(Buffer.alloc(6));
    expect(await first.finish()).toMatchObject({ name: 'first', bytes: 6 });
    const second = await bounded.create('second');
    await second.write(Buffer.alloc(4));
    await expect(second.write(Buffer.alloc(1))).rejects.toMatchObject({ kind: 'state', code: 'FILE-803' });
    expect(await files()).toEqual(['first']);
  });

  test('that came to nothing may be begun anew', async () => {
    const bounded = output();
    for (let turn = 0; turn < 3; turn += 1) {
      const file = await bounded.create('again');
      await file.write(Buffer.alloc(10));
      await file.discard();
    }
    const file = await bounded.create('again');
    await file.write(Buffer.alloc(10));
    expect(await file.finish()).toMatchObject({ bytes: 10 });
    expect(await files()).toEqual(['again']);
  });
});
