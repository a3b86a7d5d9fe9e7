import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { directoryOutput } from '../../../../src/host/commands/directory-output.ts';
import { boundedOutput } from '../../../../src/host/console/commands/bounded-output.ts';
import { seededRandom } from '../../../../src/testing/index.ts';
import { temporaryDirectory } from '../../state/state-tools.ts';

let place: ReturnType<typeof temporaryDirectory>;
beforeEach(() => (place = temporaryDirectory()));
afterEach(() => place.remove());

test('files of one call may fill so much together; what goes beyond leaves nothing behind', async () => {
  const output = boundedOutput(directoryOutput(join(place.path, 'files'), seededRandom(3)), 10);
  const first = await output.create('first');
  await first.write(Buffer.alloc(6));
  expect(await first.finish()).toMatchObject({ name: 'first', bytes: 6 });
  const second = await output.create('second');
  await second.write(Buffer.alloc(4));
  await expect(second.write(Buffer.alloc(1))).rejects.toMatchObject({ kind: 'state', code: 'FILE-803' });
  expect(await readdir(join(place.path, 'files'))).toEqual(['first']);
});
