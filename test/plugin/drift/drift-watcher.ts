import type { DriftFinding, JsonValue } from '../../../src/contract/index.ts';
import { driftFindings, watchDrift } from '../../../src/plugin/drift/watch-drift.ts';
import { noPrivacy, type Privacy } from '../../../src/plugin/privacy/create-privacy.ts';
import type { KnownField } from '../../../src/plugin/sources/known-field.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';

export const startMs = Date.UTC(2026, 2, 2, 8);

export interface WatcherOptions {
  readonly fields: readonly KnownField[];
  readonly privacy?: Privacy;
  readonly storage?: ReturnType<typeof memoryStorage>;
}

/** Looks at batches of items, a minute apart, and keeps what it is told to, as a host does. */
export function drifting({ fields, privacy = noPrivacy, storage = memoryStorage() }: WatcherOptions) {
  const work = watchDrift(fields, privacy);
  let batches = 0;

  const look = async (items: readonly JsonValue[], { backfill = false, kind = 'poll' as 'poll' | 'look' } = {}) => {
    const rows = items.map((item, index) => ({ item, timeMs: undefined, uid: String(index), backfill }));
    const worked = await work.work(rows, storage, { kind, nowMs: startMs + batches * 60_000 });
    const saved: unknown = JSON.parse(JSON.stringify(worked.storage ?? []));
    storage.apply(saved as NonNullable<typeof worked.storage>);
    batches += 1;
    return worked;
  };

  return {
    look,
    storage,
    findings: async (): Promise<readonly DriftFinding[]> => driftFindings(storage),
    /** Findings in short: `new-field name`, `new-type name=text`. */
    told: async () =>
      (await driftFindings(storage)).map(
        ({ kind, field, what, records }) => `${kind} ${field}${what === undefined ? '' : `=${what}`} (${records})`,
      ),
  };
}

/** So many items that are the same. */
export function times(count: number, item: JsonValue): readonly JsonValue[] {
  return Array.from({ length: count }, () => item);
}
