import type { KnownItem } from './known-item.ts';

/** Keys that are learned of one connector; beyond, no new ones are told of. */
const mostKeys = 300;
const longestKey = 100;

/**
 * Keys within fields, such as a tenant's own in `custom_fields`, that no document can name: those of the first items are
 * learned, a later one is news. Fields whose keys outgrow the bound hold data as keys: they are left alone.
 */
export interface NestedKeys {
  readonly isKey: (field: string, key: string) => boolean;
  readonly learned: () => { readonly [field: string]: readonly string[] };
}

export function openNestedKeys(
  before: { readonly [field: string]: readonly string[] },
  { known, learns }: { readonly known: KnownItem; readonly learns: () => boolean },
): NestedKeys {
  const keys = new Map(Object.entries(before).map(([field, names]) => [field, new Set(names)]));
  let size = [...keys.values()].reduce((sum, names) => sum + names.size, 0);
  let changed = false;
  return {
    isKey: (field, key) => {
      // What may stand in an alert may stand in one of its events.
      if (known.field(key)) return true;
      const names = keys.get(field);
      if (names?.has(key) || key.length > longestKey || size >= mostKeys) return true;
      if (!learns()) return false;
      size += 1;
      changed = true;
      if (names) names.add(key);
      else keys.set(field, new Set([key]));
      return true;
    },
    learned: () => (changed ? Object.fromEntries([...keys].map(([field, names]) => [field, [...names]])) : before),
  };
}
