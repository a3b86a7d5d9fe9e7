import type { JsonValue } from '../../contract/index.ts';
import type { RecordKind } from '../sources/source-definition.ts';
import { objectOf } from '../sources/vendor-values.ts';

/** On the record, where it is more specific than the resource's attribute of this name, which says how paths begin. */
const generationAttribute = 'paloalto.cortex.api.generation';

/** What records of the older generation's items say, for those of the newer one as well; these say so. */
export function eitherKind<Kind extends Omit<RecordKind, 'events'>>(
  kind: Kind,
  inOlderWords: (item: JsonValue) => JsonValue,
): Kind {
  const { ocsf, ecs } = kind;
  return {
    ...kind,
    map(item) {
      const older = inOlderWords(item);
      const mapped = kind.map(older);
      if (older === item) return mapped;
      return { ...mapped, attributes: { ...mapped.attributes, [generationAttribute]: 'cases' } };
    },
    ...(ocsf && { ocsf: (item, facts) => ocsf(objectOf(inOlderWords(item)) ?? item, facts) }),
    ...(ecs && { ecs: (item, mapped) => ecs(objectOf(inOlderWords(item)) ?? item, mapped) }),
  } satisfies Omit<RecordKind, 'events'> as Kind;
}
