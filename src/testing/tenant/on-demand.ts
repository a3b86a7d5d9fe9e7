import type { JsonObject } from '../faults/answer.ts';
import type { ListedRecords } from './listed-records.ts';
import type { Mirror } from './record-list.ts';

/** A list that follows another one, see {@link onDemand}. */
export interface Follower {
  readonly list: ListedRecords;
  /** Where the other list says what happens to it. */
  readonly mirror: Mirror;
}

/**
 * Makes `list` hold what is put elsewhere, as `convert` makes it, from the moment somebody asks for it. Until then what
 * happens is only noted, so that a tenant nobody asks for its cases costs no second copy of its incidents. It makes no
 * difference when that is: what a list shows at a time depends on the order of what was put, not on when it heard.
 */
export function onDemand(list: ListedRecords, convert: (record: JsonObject) => JsonObject): Follower {
  let noted: (() => void)[] | undefined = [];

  function follow(deed: () => void): void {
    if (noted) noted.push(deed);
    else deed();
  }

  function caughtUp(): ListedRecords {
    const deeds = noted ?? [];
    noted = undefined;
    for (const deed of deeds) deed();
    return list;
  }

  return {
    list: {
      get records() {
        return caughtUp().records;
      },
      select: (request, nowMs) => caughtUp().select(request, nowMs),
      passing: (filters, nowMs) => caughtUp().passing(filters, nowMs),
      answer: (call) => caughtUp().answer(call),
    },
    mirror: {
      put: (record, visibility) => follow(() => list.records.put(convert(record), visibility)),
      remove: (id, atMs) => follow(() => list.records.remove(id, atMs)),
    },
  };
}
