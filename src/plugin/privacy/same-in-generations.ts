import { type PrivacyRule, privacyActions } from './privacy-rules.ts';

/** A field of the newer generation of an API and the older one's that says the same, or of which it is a part. */
export type GenerationWord = readonly [ofNewer: string, ofOlder: string, how?: 'part'];

/**
 * The rules, and the same ones for what the other generation of the API calls the field: a tenant may go over to it
 * between two polls. To keep holds there too, for it is the same value. A rule that is written for a name holds for it.
 */
export function sameInGenerations(
  rules: readonly PrivacyRule[],
  words: readonly GenerationWord[],
): readonly PrivacyRule[] {
  const written = new Set(rules.map(({ path }) => path));
  const others = rules.flatMap((rule) => counterparts(rule, words).map((path): PrivacyRule => ({ ...rule, path })));
  // Two names of one generation may be one of the other: what reveals less holds for it.
  const strictestFirst = others.toSorted((a, b) => privacyActions.indexOf(b.action) - privacyActions.indexOf(a.action));
  const added = new Map<string, PrivacyRule>();
  for (const rule of strictestFirst) if (!written.has(rule.path) && !added.has(rule.path)) added.set(rule.path, rule);
  return [...rules, ...added.values()];
}

function counterparts({ path, action }: PrivacyRule, words: readonly GenerationWord[]): readonly string[] {
  return words.flatMap(([ofNewer, ofOlder, how]) => [
    ...(how === 'part' && action === 'keep' ? [] : renamed(path, ofOlder, ofNewer)),
    ...(how === 'part' ? [] : renamed(path, ofNewer, ofOlder)),
  ]);
}

function renamed(path: string, from: string, to: string): readonly string[] {
  return path === from || path.startsWith(`${from}.`) ? [`${to}${path.slice(from.length)}`] : [];
}
