import type { JsonValue } from '../../contract/index.ts';
import type { RecordKind } from '../sources/source-definition.ts';

/** What rules have to know of a kind of record. */
export type RuledKind = Pick<RecordKind, 'fields' | 'map'>;

type Specimen = Readonly<Record<string, JsonValue>>;

/** An item that has every field there is in the documents. */
export function specimenOf({ fields = [] }: RuledKind): Specimen {
  return Object.fromEntries(fields.map(({ name }) => [name, '1']));
}

/** Fields that an item of this kind must have, each by itself, to be mapped at all: its ids. */
export function recognisedBy(kind: RuledKind): readonly string[] {
  return Object.keys(specimenOf(kind)).filter((name) => {
    const { [name]: _, ...others } = specimenOf(kind);
    return !canMap(kind, others);
  });
}

/** Whether a record of this item would say more than that there is one. */
export function canMap(kind: RuledKind, item: JsonValue): boolean {
  try {
    kind.map(item);
    return true;
  } catch {
    return false;
  }
}
