import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/shared/redact.ts';

const secret = 'CANARY-k3y/+=?"\\ü-0123456789';

const printed: readonly (readonly [string, string])[] = [
  ['as it is', secret],
  ['JSON', JSON.stringify([secret])],
  ['JSON in JSON', JSON.stringify(JSON.stringify([secret]))],
  ['hex', Buffer.from(secret).toString('hex')],
  ['upper-case hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ['a URL', encodeURIComponent(secret)],
  ['a URL in lower case', encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase())],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['base64 of user and secret', Buffer.from(`a:${secret}:b`).toString('base64')],
  ['base64 of longer user and secret', Buffer.from(`ab:${secret}`).toString('base64')],
  ['base64url of longest user and secret', Buffer.from(`abc:${secret}!`).toString('base64url')],
];

/** Characters of the secret that stand together in a text, at most. */
function longestRun(text: string, of: string): number {
  let longest = 0;
  for (let from = 0; from < of.length; from++) {
    while (from + longest < of.length && text.includes(of.slice(from, from + longest + 1))) longest++;
  }
  return longest;
}

describe('a redactor', () => {
  test.each(printed)('masks a secret printed as %s', (_form, text) => {
    const masked = createRedactor([secret]).redact(`before ${text} after`);
    expect(masked).toContain('[redacted]');
    expect(masked.startsWith('before ')).toBe(true);
    expect(masked.endsWith(' after')).toBe(true);
    expect(longestRun(masked, text)).toBeLessThan(10);
  });

  test('leaves everything else as it is', () => {
    const redactor = createRedactor([secret]);
    expect(redactor.redact('CANARY-k3y/ and more')).toBe('CANARY-k3y/ and more');
    expect(redactor.redact('')).toBe('');
  });

  test('knows a secret from the moment it is added, and takes an empty one for none', () => {
    const redactor = createRedactor(['']);
    expect(redactor.redact('one two')).toBe('one two');
    redactor.add('two');
    expect(redactor.redact('one two')).toBe('one [redacted]');
  });

  test('masks overlapping and touching secrets as one', () => {
    expect(createRedactor(['abcdef', 'defghi']).redact('x abcdefghi y')).toBe('x [redacted] y');
    expect(createRedactor(['abab']).redact('x ababab y')).toBe('x [redacted] y');
    expect(createRedactor(['abc', 'def']).redact('abcdef')).toBe('[redacted]');
    expect(createRedactor(['secret', 'a secret b']).redact('is a secret b')).toBe('is [redacted]');
  });

  test('no secret is left in any text, in any of its forms, wherever it stands', () => {
    const key = fc.string({ unit: fc.constantFrom(...'abXY019+/=-_'.split('')), minLength: 8, maxLength: 130 });
    const forms = [
      (text: string) => text,
      (text: string) => Buffer.from(text).toString('hex'),
      (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
      (text: string) => Buffer.from(text).toString('base64url'),
      encodeURIComponent,
    ];
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 4 }),
        fc.array(fc.string({ maxLength: 6 })),
        (keys, noise) => {
          const text = keys.flatMap((each) => forms.map((form) => form(each))).join(noise.join('#'));
          const masked = createRedactor(keys).redact(text);
          for (const each of keys) for (const form of forms) expect(masked).not.toContain(form(each));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a secret inside base64 is found at every alignment', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), fc.string(), fc.string(), (key, before, after) => {
        const encoded = Buffer.from(`${before}${key}${after}`).toString('base64');
        const masked = createRedactor([key.toWellFormed()]).redact(encoded);
        expect(masked).toContain('[redacted]');
      }),
      { numRuns: 1000 },
    );
  });
});
