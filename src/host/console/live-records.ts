import type { z } from 'zod';
import type { LiveRecord, liveRecordsSchema } from '../../api/operations.ts';
import type { Clock, LogRecord } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { Accepted } from '../collect/pipeline.ts';
import { maskedRecord } from './masked-record.ts';

/** Records that go by, for whoever looks. While nobody does, they are counted and nothing more. */
export interface LiveRecords {
  /** Hooks of the host. */
  readonly onSaved: (id: string, accepted: Accepted) => void;
  readonly onGone: (id: string) => void;
  /** Those after a sequence number, newest last. Whoever asks keeps the sampling going, for a minute. */
  of(id: string, after?: number): z.infer<typeof liveRecordsSchema>;
}

/** Records that are kept of one connector. */
const mostKept = 200;
const perSecond = 5;
/** Records come by the batch: so many of one may be taken after a silence. */
const burst = 5 * perSecond;
const attentionMs = 60_000;

interface Kept {
  readonly sequence: number;
  readonly atMs: number;
  readonly record: LogRecord;
}

interface Stream {
  /** Records that went by: also the sequence number of the last one. */
  passed: number;
  kept: readonly Kept[];
  /** When somebody last looked, and what may be taken as of when. Monotonic milliseconds. */
  askedMs: number;
  allowance: number;
  allowanceMs: number;
}

export function createLiveRecords(clock: Clock, redactor: Pick<Redactor, 'redact'>): LiveRecords {
  const streams = new Map<string, Stream>();
  const streamOf = (id: string): Stream => {
    const found = streams.get(id);
    if (found) return found;
    const fresh = { passed: 0, kept: [], askedMs: -Infinity, allowance: burst, allowanceMs: clock.elapsed() };
    streams.set(id, fresh);
    return fresh;
  };
  const isWatched = ({ askedMs }: Stream): boolean => clock.elapsed() - askedMs < attentionMs;

  return {
    onSaved(id, { records, report }) {
      if (records.length === 0) return;
      const stream = streamOf(id);
      const first = stream.passed + 1;
      stream.passed += records.length;
      if (!isWatched(stream)) {
        stream.kept = [];
        return;
      }
      const refused = new Set(report?.refused.map(({ record }) => record));
      const numbered = records.map((record, index) => ({ record, sequence: first + index, atMs: clock.now() }));
      const accepted = numbered.filter(({ record }) => !refused.has(record));
      const taken = spread(accepted, allowed(stream, clock.elapsed()));
      stream.allowance -= taken.length;
      stream.kept = [...stream.kept, ...taken].slice(-mostKept);
    },
    onGone: (id) => void streams.delete(id),
    of(id, after = 0) {
      const stream = streams.get(id);
      if (!stream) {
        // Nothing went by yet: the next one does while somebody looks.
        streamOf(id).askedMs = clock.elapsed();
        return { records: [], passed: 0 };
      }
      if (!isWatched(stream)) stream.kept = [];
      stream.askedMs = clock.elapsed();
      const records = stream.kept.filter(({ sequence }) => sequence > after).map((kept) => shown(kept, redactor));
      return { records, passed: stream.passed };
    },
  };
}

/** How many records may be taken now. */
function allowed(stream: Stream, elapsedMs: number): number {
  const gained = ((elapsedMs - stream.allowanceMs) / 1000) * perSecond;
  stream.allowance = Math.min(burst, stream.allowance + gained);
  stream.allowanceMs = elapsedMs;
  return Math.floor(stream.allowance);
}

/** So many of a list, evenly spread over it, the last one among them. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, index) => list[Math.ceil(((index + 1) * list.length) / count) - 1]).filter(
    (each) => each !== undefined,
  );
}

function shown({ sequence, atMs, record }: Kept, redactor: Pick<Redactor, 'redact'>): LiveRecord {
  return { sequence, at: new Date(atMs).toISOString(), ...maskedRecord(record, redactor) };
}
