import type { JsonValue } from '../../contract/index.ts';
import type { SourceDefinition } from '../sources/source-definition.ts';

/** What rules have to know of a source. */
export type RuledSource = Pick<SourceDefinition<JsonValue>, 'id' | 'fields' | 'map'>;

type Specimen = Readonly<Record<string, JsonValue>>;

/** An item that has every field the source documents. */
export function specimenOf({ fields = [] }: RuledSource): Specimen {
  return Object.fromEntries(fields.map(({ name }) => [name, '1']));
}

/** Fields that an item of the source must have, each by itself, to be mapped at all: its ids. */
export function recognisedBy(source: RuledSource): readonly string[] {
  return Object.keys(specimenOf(source)).filter((name) => {
    const { [name]: _, ...others } = specimenOf(source);
    try {
      source.map(others);
      return false;
    } catch {
      return true;
    }
  });
}
