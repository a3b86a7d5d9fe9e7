/** Items after which a field that was in all of them counts as one that always is, and one that was in none as gone. */
export const itemsToJudge = 500;

/** Which fields were in every item so far. Small: of a field that always was nothing is kept. */
export interface Presence {
  /** Items seen, at most {@link itemsToJudge}. */
  readonly items: number;
  /** Fields that are in some items and not in others. */
  readonly optional: readonly string[];
  /** Of a field that was in every item: how many came without it since. */
  readonly missing: { readonly [name: string]: number };
  /** Items in a row that lack most of the fields: they are of another shape, such as a case where there were incidents. */
  readonly strangers: number;
}

export const nothingSeen: Presence = { items: 0, optional: [], missing: {}, strangers: 0 };

export interface PresenceWatch {
  /** Tells of a field that has just been judged gone, or is there again after it was. */
  look(item: object, tell: (field: string, what: 'gone' | 'still gone' | 'back') => void): void;
  presence(): Presence;
}

/** Goes on watching these fields. */
export function watchPresence(names: readonly string[], before: Presence): PresenceWatch {
  let seen = open(names, before);
  let changed = false;

  /** Whether the item is none to judge the others by. Once there are no others, it begins anew with their shape. */
  function isStranger(item: object): boolean {
    const { watched, items, strangers } = seen;
    const lacking = watched.filter((name) => !Object.hasOwn(item, name)).length;
    if (items < itemsToJudge || lacking * 2 <= watched.length) {
      changed ||= strangers > 0;
      seen.strangers = 0;
      return false;
    }
    changed = true;
    seen.strangers += 1;
    if (seen.strangers < itemsToJudge) return true;
    seen = open(names, nothingSeen);
    return false;
  }

  function excuse(name: string): void {
    seen.optional.add(name);
    seen.missing.delete(name);
    seen.watched = seen.watched.filter((other) => other !== name);
  }

  return {
    look(item, tell) {
      if (isStranger(item)) return;
      const { watched, missing, items } = seen;
      for (const name of watched) {
        const lacking = missing.get(name) ?? 0;
        if (Object.hasOwn(item, name)) {
          if (lacking === 0) continue;
          excuse(name);
          if (lacking >= itemsToJudge) tell(name, 'back');
        } else if (items < itemsToJudge) {
          excuse(name);
        } else {
          missing.set(name, Math.min(lacking + 1, itemsToJudge));
          if (lacking + 1 >= itemsToJudge) tell(name, lacking < itemsToJudge ? 'gone' : 'still gone');
        }
        changed = true;
      }
      if (items === itemsToJudge) return;
      seen.items += 1;
      changed = true;
    },
    presence() {
      if (!changed) return before;
      const { items, optional, missing, strangers } = seen;
      return { items, optional: [...optional], missing: Object.fromEntries(missing), strangers };
    },
  };
}

interface Seen {
  items: number;
  strangers: number;
  readonly optional: Set<string>;
  readonly missing: Map<string, number>;
  /** Fields that are not optional. */
  watched: readonly string[];
}

function open(names: readonly string[], { items, strangers, optional, missing }: Presence): Seen {
  const excused = new Set(optional);
  const watched = names.filter((name) => !excused.has(name));
  return { items, strangers, optional: excused, missing: new Map(Object.entries(missing)), watched };
}
