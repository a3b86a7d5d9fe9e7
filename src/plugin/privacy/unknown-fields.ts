import { nearestName } from '../../shared/nearest-name.ts';
import type { PrivacyRule } from './privacy-rules.ts';
import type { RuledSource } from './recognised-by.ts';
import { shownName } from './shown-name.ts';

/** What to say of rules whose field no document of the source names: they may be right, or misspelt and hide nothing. */
export function unknownFields(
  rules: readonly PrivacyRule[],
  { source, sources }: { readonly source: RuledSource; readonly sources: readonly RuledSource[] },
): readonly string[] {
  const known = namesOf(source);
  // A source that documents nothing has nothing to compare with.
  if (known.length === 0) return [];
  const unknown = new Set(rules.map(fieldOf).filter((name) => name !== '*' && !known.includes(name)));
  return [...unknown].map((name) => {
    const owner = sources.find((other) => namesOf(other).includes(name));
    if (owner) return `${shownName(name)} is a field of ${owner.id}, not of ${source.id}`;
    const nearest = nearestField(name, known);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    return `${shownName(name)} is no field that ${source.id} is known to have${hint}`;
  });
}

/** The field of the item itself, or of its events. */
function fieldOf({ path }: PrivacyRule): string {
  const [first = '', second] = path.split('.');
  return first === 'events' && second !== undefined ? second : first;
}

function namesOf({ fields = [] }: RuledSource): readonly string[] {
  return fields.map(({ name }) => name);
}

/** Some products write their fields in capitals. */
function nearestField(name: string, known: readonly string[]): string | undefined {
  const byLowerCase = new Map(known.map((each) => [each.toLowerCase(), each]));
  const nearest = nearestName(name.toLowerCase(), [...byLowerCase.keys()]);
  return nearest === undefined ? undefined : byLowerCase.get(nearest);
}
