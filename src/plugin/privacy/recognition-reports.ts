import type { FieldReport } from '../../contract/index.ts';
import { createPrivacy, type Privacy } from './create-privacy.ts';
import type { PrivacyConfig } from './privacy-rules.ts';
import { canMap, recognisedBy, type RuledKind, specimenOf } from './recognised-by.ts';
import type { GenerationWord } from './same-in-generations.ts';

export interface Recognised {
  /** Kinds of records that the source makes. */
  readonly kinds: readonly RuledKind[];
  /** What the two generations of the API call the same fields. */
  readonly words: readonly GenerationWord[];
}

/**
 * The rules are tried on items that have every field, those of either generation of the API: one that cannot be mapped
 * any more would travel unindexed.
 */
export function recognitionReports(config: PrivacyConfig, { kinds, words }: Recognised): readonly FieldReport[] {
  const privacy = createPrivacy(config, words);
  const written = new Set(config.rules.map(({ path }) => path));
  const found = kinds.map((kind) => inEachGeneration(kind, words).map((each) => tried(each, privacy)));
  // Rules hold for both generations: of two names for one field, it is said of the one that was written.
  const named = (ids: readonly string[]) => {
    const own = ids.filter((id) => written.has(id));
    return own.length > 0 ? own : ids.slice(0, 1);
  };
  const lost = new Set(found.flatMap((tries) => named(tries.flatMap((each) => each.lost))));
  const hidden = new Set(found.flatMap((tries) => named(tries.flatMap((each) => each.hidden))));
  return [
    ...[...lost].map((what) => ({
      path: 'privacy',
      errors: [`drops ${what}, by which a record is recognised: keep, mask or hash it`],
      warnings: [],
    })),
    ...[...hidden].map((id) => ({
      path: 'privacy',
      errors: [],
      warnings: [`hides ${id}: records can no longer be linked with the product by it`],
    })),
  ];
}

/** What became of the fields by which an item of this kind is recognised. */
function tried(
  kind: RuledKind,
  privacy: Privacy,
): { readonly lost: readonly string[]; readonly hidden: readonly string[] } {
  const specimen = specimenOf(kind);
  // A kind that one generation alone has.
  if (!canMap(kind, specimen)) return { lost: [], hidden: [] };
  const item = privacy.treat(specimen).item as typeof specimen;
  const ids = recognisedBy(kind);
  if (!canMap(kind, item)) return { lost: ids.length === 0 ? ['every field'] : ids, hidden: [] };
  return { lost: [], hidden: ids.filter((name) => item[name] !== specimen[name]) };
}

/** An item is of one generation: with the ids of both, nobody would miss one. */
function inEachGeneration(kind: RuledKind, words: readonly GenerationWord[]): readonly RuledKind[] {
  const whole = words.filter(([, , how]) => how !== 'part');
  const without = (names: ReadonlySet<string>): RuledKind => ({
    ...kind,
    fields: (kind.fields ?? []).filter(({ name }) => !names.has(name)),
  });
  return [without(new Set(whole.map(([ofNewer]) => ofNewer))), without(new Set(whole.map(([, ofOlder]) => ofOlder)))];
}
