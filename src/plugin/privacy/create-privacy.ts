import type { JsonValue } from '../../contract/index.ts';
import { type KeyedHash, keyedHash } from './hash-value.ts';
import type { PrivacyConfig, PrivacyRule } from './privacy-rules.ts';
import { sameInEvents } from './same-in-events.ts';
import { type GenerationWord, sameInGenerations } from './same-in-generations.ts';
import { type RuleNode, ruleTree, stricter } from './rule-tree.ts';

/** Turns what the vendor sent into what may leave the process. Made once, from checked rules. */
export interface Privacy {
  /** Pure, never throws; the item itself is not changed. Parts without a rule are those of the item, not copies. */
  treat(item: JsonValue): TreatedItem;
  /**
   * The uid that may leave. It covers the whole vendor record: as a plain hash it would let anybody who sees the rest
   * of the record try out what stood in a hidden field. With a key it is hashed once more, under that key.
   */
  uid(uid: string): string;
}

export interface TreatedItem {
  readonly item: JsonValue;
  /** Paths of the rules that removed something, in order of the alphabet. */
  readonly dropped: readonly string[];
}

/** Where there are no rules. */
export const noPrivacy: Privacy = { treat: (item) => ({ item, dropped: [] }), uid: (uid) => uid };

/** What a masked value becomes, whatever it was: a number that still looked like one would be counted. */
const masked = '***';

/** `words`: what the two generations of the API call the same fields, where there are two. */
export function createPrivacy({ rules, key }: PrivacyConfig, words: readonly GenerationWord[] = []): Privacy {
  const hash = key && keyedHash(key);
  const root: Place = { nodes: [ruleTree(sameInEvents(sameInGenerations(rules, words)))], rule: undefined, field: '' };
  return {
    treat(item) {
      const dropped = new Set<string>();
      const treated = treatItem(item, root, { hash, dropped });
      return { item: treated === removed ? null : treated, dropped: [...dropped].toSorted() };
    },
    uid: (uid) => hash?.uid(uid) ?? uid,
  };
}

/** Where in an item a value stands: rules that may still come to apply below, and the one that applies so far. */
interface Place {
  /** Those with rules below, the more exactly named the earlier. */
  readonly nodes: readonly RuleNode[];
  readonly rule: PrivacyRule | undefined;
  /** The nearest name above. */
  readonly field: string;
}

interface Means {
  readonly hash: KeyedHash | undefined;
  readonly dropped: Set<string>;
}

type Container = JsonValue[] | Record<string, JsonValue>;

const removed = Symbol('removed');

/** Without recursion: upstream decides how deep an item is. */
function treatItem(item: JsonValue, root: Place, means: Means): JsonValue | typeof removed {
  const unfilled: { from: JsonValue; into: Container; place: Place }[] = [];

  function begin(value: JsonValue, place: Place): JsonValue | typeof removed {
    const { nodes, rule } = place;
    if (nodes.length === 0 && (!rule || rule.action === 'keep')) return value;
    if (typeof value !== 'object' || value === null) return treatScalar(value, place, means);
    if (nodes.length === 0 && rule?.action === 'drop') return dropBy(rule, means);
    const into: Container = Array.isArray(value) ? [] : {};
    unfilled.push({ from: value, into, place });
    return into;
  }

  const treated = begin(item, root);
  for (let next = unfilled.pop(); next; next = unfilled.pop()) {
    const { from, into, place } = next;
    if (Array.isArray(into)) {
      for (const entry of from as readonly JsonValue[]) {
        const result = begin(entry, place);
        if (result !== removed) into.push(result);
      }
      continue;
    }
    for (const [key, value] of Object.entries(from as object) as [string, JsonValue][]) {
      const result = begin(value, placeOf(key, place));
      if (result !== removed) setOwn(into, key, result);
    }
  }
  return treated;
}

/** A list is no place of its own: its entries stand where it does. */
function placeOf(field: string, above: Place): Place {
  const whole = placeBelow(field, above);
  return field.includes('.') ? placeOfDotted(field, { above, whole }) : whole;
}

/**
 * Some answers have `a.b` where others have `b` within `a`, and rules are written alike for both. What is written for
 * the very name holds, else the stricter of what it is as one name and as several.
 */
function placeOfDotted(field: string, { above, whole }: { readonly above: Place; readonly whole: Place }): Place {
  const inside = field.split('.').reduce((place, name) => placeBelow(name, place), above);
  const isWritten = inside.rule !== above.rule && `.${inside.rule?.path}`.endsWith(`.${field}`);
  const rule = isWritten ? inside.rule : stricter(whole.rule, inside.rule);
  return { nodes: [...new Set([...inside.nodes, ...whole.nodes])], rule, field };
}

function placeBelow(field: string, above: Place): Place {
  if (above.nodes.length === 0) return { ...above, field };
  const here = above.nodes.flatMap(({ named, any }) => [named.get(field), any].filter((node) => node !== undefined));
  const rule = here.find((node) => node.rule)?.rule ?? above.rule;
  return { nodes: here.filter(({ strictestBelow }) => strictestBelow), rule, field };
}

/**
 * Where a rule reaches into what turns out to be a plain value (the vendor sends some objects as texts of JSON), the
 * value goes by the strictest rule there is for anything in it. Null and empty text say that there is nothing, and stay.
 */
function treatScalar(
  value: string | number | boolean | null,
  { nodes, rule: own, field }: Place,
  means: Means,
): JsonValue | typeof removed {
  const rule = nodes.map(({ strictestBelow }) => strictestBelow).reduce(stricter, own);
  if (rule?.action === 'drop') return dropBy(rule, means);
  if (value === null || value === '' || !rule || rule.action === 'keep') return value;
  return rule.action === 'hash' && means.hash ? means.hash.value(value, field) : masked;
}

function dropBy({ path }: PrivacyRule, { dropped }: Means): typeof removed {
  dropped.add(path);
  return removed;
}

/** `__proto__` is a key like any other in what a JSON parser gives; assigning it would set a prototype. */
function setOwn(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
