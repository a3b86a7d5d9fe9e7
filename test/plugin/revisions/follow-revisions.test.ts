import { describe, expect, test } from 'vitest';
import { createPrivacy } from '../../../src/plugin/privacy/create-privacy.ts';
import { followRevisions, type RevisionOptions } from '../../../src/plugin/revisions/follow-revisions.ts';
import { incidentRevisions } from '../../../src/plugin/sources/incident-revisions.ts';
import type { Occasion, WorkedRow } from '../../../src/plugin/sources/row-work.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';
import { privacyConfigOf } from '../privacy/privacy-of.ts';
import { claimsOf } from './claims-of.ts';

const startMs = Date.UTC(2026, 2, 2, 8);

interface State {
  readonly id?: string;
  /** Minutes after the start. */
  readonly at: number;
  readonly status?: string;
  readonly created?: number;
  readonly backfill?: boolean;
}

function rowOf({ id = '1', at, status = 'new', created, backfill = false }: State): WorkedRow {
  const times = { modification_time: startMs + at * 60_000, creation_time: startMs + (created ?? at) * 60_000 };
  return {
    item: { incident_id: id, status, ...times },
    timeMs: times.modification_time,
    uid: `${id}/${at}/${status}`,
    backfill,
  };
}

/** Delivers batches one after the other, and keeps what it is told to. */
function follower(first: Occasion['kind'] = 'first poll', options: RevisionOptions = {}, storage = memoryStorage()) {
  const work = followRevisions(incidentRevisions, options);
  let kind = first;
  return {
    storage,
    look: async (...states: readonly State[]) => {
      const { rows, storage: changes } = await work.work(states.map(rowOf), storage, { kind: 'look', nowMs: startMs });
      expect(changes ?? []).toEqual([]);
      return rows.map(told);
    },
    deliver: async (...states: readonly State[]) => {
      const { rows, storage: changes = [] } = await work.work(states.map(rowOf), storage, { kind, nowMs: startMs });
      kind = 'poll';
      storage.apply(changes);
      expect(rows.map(({ uid }) => uid)).toEqual(states.map((state) => rowOf(state).uid));
      return rows.map(told);
    },
  };
}

function told({ eventName = 'paloalto.cortex.incident.as-mapped', attributes = {} }: WorkedRow): string {
  const { event, number, changed } = claimsOf({ eventName, attributes });
  const fields = Array.isArray(changed) ? [`[${changed.join()}]`] : [];
  return [event, ...(number === undefined ? [] : [`#${Number(number)}`]), ...fields].join(' ');
}

describe('the revisions of an incident', () => {
  test('are created, updated, resolved, updated, reopened, and numbered from 1', async () => {
    const { deliver } = follower();
    expect(await deliver({ at: 1 })).toEqual(['created #1']);
    expect(await deliver({ at: 2, status: 'under_investigation' })).toEqual(['updated #2 [status]']);
    expect(await deliver({ at: 3, status: 'resolved_other' })).toEqual(['resolved #3 [status]']);
    expect(await deliver({ at: 4, status: 'resolved_auto' })).toEqual(['updated #4 [status]']);
    expect(await deliver({ at: 5 })).toEqual(['reopened #5 [status]']);
    expect(await deliver({ at: 6 })).toEqual(['updated #6 []']);
  });

  test('begin with resolved where it was resolved when it was first seen', async () => {
    expect(await follower().deliver({ at: 1, status: 'RESOLVED_KNOWN_ISSUE' })).toEqual(['resolved #1']);
  });

  test('are each linked to the record before', async () => {
    const work = followRevisions(incidentRevisions);
    const storage = memoryStorage();
    const rows = [rowOf({ at: 1 }), rowOf({ at: 2 })];
    const worked = await work.work(rows, storage, { kind: 'first poll', nowMs: startMs });
    expect(worked.rows.map(({ previousUid }) => previousUid)).toEqual([undefined, rows[0]?.uid]);
  });

  test.for<[string, readonly State[], readonly string[]]>([
    ['older first', [{ at: 1 }, { at: 2, status: 'resolved_other' }], ['created #1', 'resolved #2 [status]']],
    ['newer first', [{ at: 2, status: 'resolved_other' }, { at: 1 }], ['resolved #2 [status]', 'created #1']],
  ])('are numbered by their time where one batch holds two, %s', async ([, states, expected]) => {
    expect(await follower().deliver({ id: '9', at: 0 }, ...states)).toEqual(['created #1', ...expected]);
  });

  test('are told the same again when they are read again', async () => {
    const { deliver } = follower();
    await deliver({ at: 1 });
    const first = await deliver({ at: 2, status: 'resolved_other' });
    expect(await deliver({ at: 2, status: 'resolved_other' })).toEqual(first);
    expect(await deliver({ at: 3 })).toEqual(['reopened #3 [status]']);
  });

  test('do not count a state that is older than the one delivered last', async () => {
    const { deliver } = follower();
    await deliver({ at: 5, status: 'resolved_other' });
    expect(await deliver({ at: 4 })).toEqual(['as-mapped']);
    expect(await deliver({ at: 6 })).toEqual(['reopened #2 [status]']);
  });

  test('do not count a state again that an answer shows once more after the next one', async () => {
    const { deliver } = follower();
    await deliver({ at: 1 });
    await deliver({ at: 1, status: 'under_investigation' });
    expect(await deliver({ at: 1 })).toEqual(['as-mapped']);
    expect(await deliver({ at: 2 })).toEqual(['updated #3 [status]']);
  });

  test.for<[string, WorkedRow['item']]>([
    ['without an id', ['no incident']],
    ['whose id is too long for a key', { incident_id: '7'.repeat(129) }],
    ['whose id is half a character', { incident_id: '7\ud800' }],
    ['whose id is a line of its own', { incident_id: '7\n\u0000' }],
  ])('are not told of an item %s', async ([, item]) => {
    const rows = [{ item, timeMs: undefined, uid: 'x', backfill: false }];
    const occasion = { kind: 'first poll', nowMs: startMs } as const;
    const worked = await followRevisions(incidentRevisions).work(rows, memoryStorage(), occasion);
    expect(worked.rows).toEqual(rows);
    expect(worked.storage?.map(({ key }) => key)).toEqual(['past']);
  });
});

describe('where nothing will be remembered', () => {
  test('only the revision that was delivered last is told of', async () => {
    const { deliver, look } = follower();
    await deliver({ id: '1', at: 1 });
    await deliver({ id: '1', at: 2 }, { id: '2', at: 2 });
    const states = [{ at: 1 }, { at: 2 }, { at: 3 }, { id: '2', at: 2 }, { id: '3', at: 1 }];
    expect(await look(...states)).toEqual(['as-mapped', 'updated #2 []', 'as-mapped', 'created #1', 'as-mapped']);
  });
});

describe('a connector that delivered before there was a memory', () => {
  test('calls nothing created that may have been delivered then, and numbers none of it', async () => {
    const { deliver } = follower('poll');
    expect(await deliver({ id: '5', at: 1, created: -60 })).toEqual(['updated']);
    expect(await deliver({ id: '5', at: 2, created: -60, status: 'resolved_other' })).toEqual(['resolved [status]']);
    expect(await deliver({ id: '5', at: 3, created: -60 })).toEqual(['reopened [status]']);
    expect(await deliver({ id: '4', at: 3, created: -60, status: 'resolved_other' })).toEqual(['resolved']);
  });

  test('numbers what has been created since', async () => {
    const { deliver } = follower('poll');
    expect(await deliver({ id: '6', at: 1 })).toEqual(['created #1']);
    expect(await deliver({ id: '6', at: 2 })).toEqual(['updated #2 []']);
  });

  test('is not deceived by a time of creation that moves, once it has seen a higher id of before', async () => {
    const { deliver } = follower('poll');
    await deliver({ id: '5', at: 1, created: -60 });
    expect(await deliver({ id: '4', at: 2, created: 2 }, { id: '6', at: 3 })).toEqual(['updated', 'created #1']);
  });

  test('numbers what it reads as history, which nobody has changed since the first start', async () => {
    expect(await follower('poll').deliver({ at: -99, backfill: true })).toEqual(['created #1']);
  });
});

describe('under privacy rules', () => {
  const privacy = (written: string): RevisionOptions => {
    const config = privacyConfigOf(written);
    return { privacy: createPrivacy(config), rules: config.rules };
  };

  test.for<[string, readonly string[]]>([
    ['mask: status', ['created #1', 'updated #2 []', 'updated #3 []']],
    ['drop: *', ['created #1', 'updated #2 []', 'updated #3 []']],
    ['hash: status', ['created #1', 'updated #2 [status]', 'updated #3 [status]']],
    ['drop: notes', ['created #1', 'resolved #2 [status]', 'reopened #3 [status]']],
  ])('%s: nothing is said of what they hide', async ([rules, expected]) => {
    const { deliver } = follower('first poll', privacy(rules));
    const said = [
      await deliver({ at: 1 }),
      await deliver({ at: 2, status: 'resolved_other' }),
      await deliver({ at: 3 }),
    ];
    expect(said.flat()).toEqual(expected);
  });

  test('a change of the rules is none of the incident', async () => {
    const before = follower();
    await before.deliver({ at: 1, status: 'resolved_other' });
    const after = follower('poll', privacy('mask: status, hosts'), before.storage);
    expect(await after.deliver({ at: 2, status: 'resolved_other' })).toEqual(['updated #2']);
    expect(await after.deliver({ at: 3, status: 'new' })).toEqual(['updated #3 []']);
  });
});

describe('a memory that is full', () => {
  const most = 100;
  const many = (from: number, count: number, state: Partial<State> = {}) =>
    Array.from({ length: count }, (_, index) => ({ id: String(from + index), at: from + index, ...state }));

  async function full() {
    const all = follower('first poll', { most });
    for (let from = 1; from <= 1001; from += 100) await all.deliver(...many(from, 100));
    return all;
  }

  test('keeps those that were modified last, and not many more than it may', async () => {
    const { storage, look } = await full();
    const size = await storage.size({ name: 'revisions', most: 1_000_000 });
    expect(size).toBeGreaterThanOrEqual(most);
    expect(size).toBeLessThanOrEqual(most + 600);
    expect(await look({ id: '1100', at: 1100 }, { id: '1', at: 1 })).toEqual(['created #1', 'as-mapped']);
  });

  test('keeps one that changes while it is the oldest, and counts what it keeps', async () => {
    const { storage, deliver } = await full();
    const oldest = await storage.first({ name: 'revisions', most: 1_000_000 }, 5);
    const revised = oldest.map(({ key }) => ({ id: key, at: 5000 }));
    expect(new Set(await deliver(...revised, ...many(6000, 495)))).toEqual(new Set(['updated #2 []', 'created #1']));
    expect(await deliver(...revised.map(({ id }) => ({ id, at: 9000 })))).toEqual(oldest.map(() => 'updated #3 []'));
    const past = (await storage.get({ name: 'revisions-past', most: 1 }, ['past'])).get('past');
    expect(past?.value).toMatchObject({ remembered: await storage.size({ name: 'revisions', most: 1_000_000 }) });
  });

  test('numbers what is new, and nothing of what it may have forgotten', async () => {
    const { deliver } = await full();
    expect(await deliver({ id: '1', at: 2000 }, { id: '1101', at: 2000 })).toEqual(['updated', 'created #1']);
    expect(await deliver({ id: 'no-number', at: 2000 })).toEqual(['created #1']);
  });

  test('leaves history as it is that is older than what was forgotten, and still numbers it', async () => {
    const { storage, deliver } = await full();
    const entries = async () => storage.get({ name: 'revisions', most: 1_000_000 }, ['2000']);
    expect(await deliver({ id: '2000', at: -5, backfill: true })).toEqual(['created #1']);
    expect((await entries()).size).toBe(0);
    expect(await deliver({ id: '2000', at: 3000 })).toEqual(['updated']);
  });
});
