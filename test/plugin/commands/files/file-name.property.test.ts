import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName } from '../../../../src/plugin/commands/files/file-name.ts';

/** Ids as the API has them, and as a server that means harm may make them. */
const id = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}$/),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('', '.', '..', '../../etc/passwd', 'CON', 'nul', 'a.b', 'A', 'a', 'ü', '\u0000', '-', ' '),
);
const ids = fc.tuple(id, id);
const nameOf = (parts: readonly string[]) => fileName('get-script-result-files', parts, 'zip');

test('a name holds nothing but letters, digits, dots, hyphens and underscores, and is short', () => {
  fc.assert(
    fc.property(ids, (parts) => {
      expect(nameOf(parts)).toMatch(/^get-script-result-files\.[\w-]+\.[\w-]+\.zip$/);
      expect(nameOf(parts).length).toBeLessThanOrEqual(128);
    }),
  );
});

test('different ids have different names, also where case does not count, and names made of them', () => {
  fc.assert(
    fc.property(ids, ids, ([one, two], other) => {
      const name = nameOf([one, two]);
      const taken = name.split('.').slice(1, 3);
      const [again = '', andAgain = ''] = taken;
      for (const parts of [other, [two, one], [again, andAgain], [one, andAgain], [one.toUpperCase(), two]]) {
        if (parts[0] === one && parts[1] === two) continue;
        expect(nameOf(parts).toLowerCase()).not.toBe(name.toLowerCase());
      }
    }),
  );
});
