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
}

export const nothingSeen: Presence = { items: 0, optional: [], missing: {} };

export interface PresenceWatch {
  /** Tells of a field that has just been judged gone, or is there again after it was. */
  look(item: object, tell: (field: string, what: 'gone' | 'still gone' | 'back') => void): void;
  presence(): Presence;
}

/** Goes on watching these fields. */
export function watchPresence(names: readonly string[], before: Presence): PresenceWatch {
  const optional = new Set(before.optional);
  const missing = new Map(Object.entries(before.missing));
  let watched = names.filter((name) => !optional.has(name));
  let { items } = before;
  let changed = false;

  function excuse(name: string): void {
    optional.add(name);
    missing.delete(name);
    watched = watched.filter((other) => other !== name);
  }

  return {
    look(item, tell) {
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
      items += 1;
      changed = true;
    },
    presence: () => (changed ? { items, optional: [...optional], missing: Object.fromEntries(missing) } : before),
  };
}
