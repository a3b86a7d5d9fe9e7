import type { Gauges, LogRecord, StorageChange } from '../../contract/index.ts';
import { alone, delivered, waiting } from './collections.ts';
import { type Delivered, valueOf } from './delivered-alerts.ts';
import type { Details } from './details-of.ts';
import { entryOf, type WaitingRevision } from './waiting-revision.ts';

/** Records that go out together, what is saved with them, and what happened on the way. */
export interface Part {
  readonly records: readonly LogRecord[];
  readonly storage: readonly StorageChange[];
  readonly requests: number;
  /** Alerts that had been delivered as they are. */
  readonly duplicates: number;
  /** Revisions that wait no more although their details were not delivered. */
  readonly gone: number;
  /** Beside those of what waits. */
  readonly gauges: Gauges;
}

export const nothing: Part = { records: [], storage: [], requests: 0, duplicates: 0, gone: 0, gauges: {} };

/** A revision that waits no more. */
export function leaving({ uid }: WaitingRevision): readonly StorageChange[] {
  return [waiting, alone].map((collection) => ({ collection, key: uid, entry: undefined }));
}

/** A revision that has to be asked for alone from now on. */
export function toAlone(revision: WaitingRevision): readonly StorageChange[] {
  return [
    { collection: waiting, key: revision.uid, entry: undefined },
    { collection: alone, key: revision.uid, entry: entryOf(revision) },
  ];
}

/** What was found of a revision, and what had been delivered of its incident. */
export interface Found {
  readonly revision: WaitingRevision;
  readonly details: Details;
  readonly before: Delivered;
}

/**
 * The details of an incident in parts of at most `most` records. Each remembers the alerts so far, so that little is
 * sent again after a crash in between; the revision stops waiting with the last.
 */
export function partsOf({ revision, details, before }: Found, most: number, nowMs: number): readonly Part[] {
  const { records } = details;
  const alerts = new Set(before.alerts);
  const remembering = (value: Delivered): StorageChange => ({
    collection: delivered,
    key: revision.incidentId,
    entry: { rank: -nowMs, value: valueOf(value) },
  });
  const parts: Part[] = [];
  for (let from = 0; from < records.length; from += most) {
    const some = records.slice(from, from + most);
    for (const { mark } of some) if (mark !== undefined) alerts.add(mark);
    const isLast = from + most >= records.length;
    const storage = isLast
      ? [remembering(details.delivered), ...leaving(revision)]
      : [remembering({ revision: before.revision, alerts })];
    parts.push({ ...nothing, records: some.map(({ record }) => record), storage });
  }
  return parts.with(0, { ...(parts[0] ?? nothing), duplicates: details.duplicates });
}

/** Puts parts that fit into one batch together, at most `most` records. */
export function joined(parts: readonly Part[], most: number): readonly Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last && last.records.length + part.records.length <= most) all[all.length - 1] = sum(last, part);
    else all.push(part);
  }
  return all;
}

function sum(a: Part, b: Part): Part {
  return {
    records: [...a.records, ...b.records],
    storage: [...a.storage, ...b.storage],
    requests: a.requests + b.requests,
    duplicates: a.duplicates + b.duplicates,
    gone: a.gone + b.gone,
    gauges: { ...a.gauges, ...b.gauges },
  };
}
