import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { createPrivacy } from '../../../src/plugin/privacy/create-privacy.ts';
import { type PrivacyAction, privacyActions, type PrivacyRule } from '../../../src/plugin/privacy/privacy-rules.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { privacyKey } from './privacy-of.ts';

/* Few names, so that rules hit; each leaf is unlike every other, so that one that stays is found. */
const names = ['a', 'b', 'c', '__proto__', 'constructor', 'hosts', '0'];

const key = fc.constantFrom(...names);
const leaf = fc.oneof(
  fc.string({ minLength: 1, maxLength: 3, unit: 'binary' }).map((text) => ({ text })),
  fc.constant({ number: true }),
  fc.constant({ nothing: null }),
  fc.constant({ nothing: '' }),
);
type Shape =
  | { leaf: typeof leaf extends fc.Arbitrary<infer T> ? T : never }
  | { list: Shape[] }
  | { map: [string, Shape][] };

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf.map((one) => ({ leaf: one })),
    fc.array(tie('shape'), { maxLength: 4 }).map((list) => ({ list })),
    fc.uniqueArray(fc.tuple(key, tie('shape')), { maxLength: 5, selector: ([name]) => name }).map((map) => ({ map })),
  ),
}));

/** The value of a shape, its leaves numbered. */
function grown(of: Shape): JsonValue {
  let count = 0;
  const grow = (part: Shape): JsonValue => {
    if ('list' in part) return part.list.map(grow);
    if ('map' in part) return own(part.map.map(([name, inside]) => [name, grow(inside)]));
    if ('nothing' in part.leaf) return part.leaf.nothing;
    count += 1;
    return 'text' in part.leaf ? `leaf-${count}-${part.leaf.text}` : 1_000_000 + count;
  };
  return grow(of);
}

function own(entries: readonly (readonly [string, JsonValue])[]): JsonValue {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

const rules = fc
  .dictionary(
    fc.array(fc.oneof(key, fc.constant('*')), { minLength: 1, maxLength: 3 }).map((path) => path.join('.')),
    fc.constantFrom(...privacyActions),
    { minKeys: 1, maxKeys: 6, noNullPrototype: true },
  )
  .map((byPath) => Object.entries(byPath).map(([path, action]): PrivacyRule => ({ path, action })));

interface Leaf {
  readonly path: readonly string[];
  readonly value: string | number | boolean | null;
}

function leavesOf(value: JsonValue, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((each) => leavesOf(each, path));
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each as JsonValue, [...path, name]));
}

/** What happens to a leaf, written down a second time, as the documents say it. */
function actionOf(path: readonly string[], given: readonly PrivacyRule[]): PrivacyAction {
  const parsed = given.map(({ path: text, action }) => ({ names: text.split('.'), action }));
  const fits = (ruleNames: readonly string[]) =>
    ruleNames.every((name, index) => index >= path.length || name === '*' || name === path[index]);
  const reaching = parsed.filter(({ names: its }) => its.length > path.length && fits(its));
  const [best] = parsed
    .filter(({ names: its }) => its.length <= path.length && fits(its))
    .toSorted(
      (one, other) => other.names.length - one.names.length || stars(one.names).localeCompare(stars(other.names)),
    );
  const candidates = [...reaching.map(({ action }) => action), best?.action ?? 'keep'];
  return candidates.reduce((one, other) => (privacyActions.indexOf(other) > privacyActions.indexOf(one) ? other : one));
}

/** Sorts rules of one length: named before `*`, from the left. */
function stars(path: readonly string[]): string {
  return path.map((name) => (name === '*' ? '1' : '0')).join('');
}

test('nothing under a rule is left, and everything else is as it was', () => {
  fc.assert(
    fc.property(shape, rules, (of, given) => {
      const item = grown(of);
      const before = JSON.stringify(item);
      const { item: result } = createPrivacy({ rules: given, key: new Secret(privacyKey) }).treat(item);
      expect(JSON.stringify(item)).toBe(before);
      const left = leavesOf(result);
      const text = JSON.stringify(result);
      for (const { path, value } of leavesOf(item)) {
        const action = actionOf(path, given);
        if (value === null || value === '') continue;
        const isLeft = left.some((one) => one.value === value && one.path.join('.') === path.join('.'));
        const isAnywhere = text.includes(JSON.stringify(value));
        const isKept = action === 'keep';
        expect({ path, action, isLeft, isAnywhere }).toEqual({ path, action, isLeft: isKept, isAnywhere: isKept });
      }
    }),
    { numRuns: 3000 },
  );
});

test('what no rule touches is deeply the same, lists and keys in their order', () => {
  fc.assert(
    fc.property(shape, rules, (of, given) => {
      const item = own([['kept', grown(of)]]);
      const named = given.filter(({ path }) => !path.startsWith('*'));
      fc.pre(named.length > 0);
      const { item: result, dropped } = createPrivacy({ rules: named, key: new Secret(privacyKey) }).treat(item);
      expect(JSON.stringify(result)).toBe(JSON.stringify(item));
      expect(result).toEqual(item);
      expect(dropped).toEqual([]);
    }),
  );
});

test('treating what was treated changes nothing more, but for hashes', () => {
  fc.assert(
    fc.property(shape, rules, (of, given) => {
      const privacy = createPrivacy({ rules: given.filter(({ action }) => action !== 'hash'), key: undefined });
      const { item } = privacy.treat(grown(of));
      expect(privacy.treat(item).item).toEqual(item);
    }),
  );
});
