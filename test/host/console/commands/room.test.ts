import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRoom } from '../../../../src/host/console/commands/room.ts';

const MiB = 2 ** 20;

describe('the room for what calls bring', () => {
  test('is half of it for one alone, and always some for whoever comes later', async () => {
    const room = createRoom({ mostBytes: 1024 * MiB, tidy: async () => undefined });
    for (const [call, most] of Object.entries({ a: 512, b: 256, c: 128, d: 64 })) {
      for (let mebibytes = 0; mebibytes < most; mebibytes += 1) await room.claim(call, MiB);
      await expect(room.claim(call, MiB)).rejects.toMatchObject({ kind: 'state', code: 'FILE-803' });
    }
    room.close('a');
    await expect(room.claim('b', MiB)).resolves.toBeUndefined();
  });

  test('is taken from those that have ended, some at a time, and given back at the end', async () => {
    const left: number[] = [];
    const room = createRoom({ mostBytes: 1024 * MiB, tidy: async () => void left.push(room.forEnded() / MiB) });
    room.open('a');
    expect([room.isOpen('a'), room.forEnded()]).toEqual([true, 1024 * MiB]);
    for (let turn = 0; turn < 40; turn += 1) await room.claim('a', MiB);
    expect(left).toEqual([1007, 990, 973]);
    room.close('a');
    expect([room.isOpen('a'), room.forEnded()]).toEqual([false, 1024 * MiB]);
  });

  test('is never exceeded by all together, whatever is claimed, given back and ended', async () => {
    const call = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('claim' as const), call, bytes: fc.integer({ min: 0, max: 60 }) }),
      fc.record({ kind: fc.constant('give back' as const), call, bytes: fc.integer({ min: 0, max: 60 }) }),
      fc.record({ kind: fc.constant('close' as const), call, bytes: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const underWay = new Map<string, number>();
        const sum = () => [...underWay.values()].reduce((total, each) => total + each, 0);
        let ended = 0;
        const room = createRoom({ mostBytes: 100, tidy: async () => void (ended = Math.min(ended, room.forEnded())) });
        for (const { kind, call: id, bytes } of steps) {
          const own = underWay.get(id) ?? 0;
          if (kind === 'claim') {
            const isTaken = await room.claim(id, bytes).then(
              () => true,
              () => false,
            );
            if (isTaken) underWay.set(id, own + bytes);
          } else if (kind === 'give back') {
            const back = Math.min(own, bytes);
            room.giveBack(id, back);
            underWay.set(id, own - back);
          } else {
            room.close(id);
            underWay.delete(id);
            ended += own;
          }
          expect(ended + sum()).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
