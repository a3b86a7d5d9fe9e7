import { nearestName } from '../../shared/nearest-name.ts';
import type { PrivacyRule } from './privacy-rules.ts';
import type { RuledKind } from './recognised-by.ts';
import { shownName } from './shown-name.ts';

export interface NamedFields {
  /** Id of the source, and of others that the same rules are for. */
  readonly ids: readonly string[];
  /** Kinds of records that it makes. */
  readonly kinds: readonly RuledKind[];
  /** Kinds of records that the others make. */
  readonly besides: readonly RuledKind[];
  /** All sources there are. */
  readonly sources: readonly RuledKind[];
}

/** What to say of rules whose field no document of the sources names: they may be right, or misspelt and hide nothing. */
export function unknownFields(
  rules: readonly PrivacyRule[],
  { ids, kinds, besides, sources }: NamedFields,
): readonly string[] {
  const known = [...kinds, ...besides].flatMap(namesOf);
  const who = `${ids.join(' and ')} ${ids.length > 1 ? 'are' : 'is'}`;
  // A source that documents nothing has nothing to compare with.
  if (known.length === 0) return [];
  const unknown = [...new Set(rules.map(fieldOf))].filter((name) => name !== '*' && !known.includes(name));
  const ofOthers = unknown.filter((name) => sources.some((other) => namesOf(other).includes(name)));
  const ofNone = unknown.filter((name) => !ofOthers.includes(name));
  const withHint = (name: string): string => {
    const nearest = nearestField(name, known);
    // It is right elsewhere: only what is nearly the same is meant, as with `user` for `users`.
    return nearest?.startsWith(name) === true ? `${shownName(name)} (did you mean ${nearest}?)` : shownName(name);
  };
  return [
    ...ofNone.map((name) => `${shownName(name)} is no field that ${who} known to have${hint(name, known)}`),
    // In one line: rules are often shared by the sources of a tenant.
    ...(ofOthers.length > 0
      ? [`names fields of other sources, which ${who} not known to have: ${ofOthers.map(withHint).join(', ')}`]
      : []),
  ];
}

function hint(name: string, known: readonly string[]): string {
  const nearest = nearestField(name, known);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

/** The field of the item itself, or of its events. */
function fieldOf({ path }: PrivacyRule): string {
  const [first = '', second] = path.split('.');
  return first === 'events' && second !== undefined ? second : first;
}

function namesOf({ fields = [] }: RuledKind): readonly string[] {
  return fields.map(({ name }) => name);
}

/** Some products write their fields in capitals. */
function nearestField(name: string, known: readonly string[]): string | undefined {
  const byLowerCase = new Map(known.map((each) => [each.toLowerCase(), each]));
  const nearest = nearestName(name.toLowerCase(), [...byLowerCase.keys()]);
  return nearest === undefined ? undefined : byLowerCase.get(nearest);
}
