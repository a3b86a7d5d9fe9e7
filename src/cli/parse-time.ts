import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { durationMs } from '../shared/duration.ts';

const rfc3339 = z.iso.datetime({ offset: true });

/** A time of the command line, epoch milliseconds: RFC 3339, `now`, or so long ago (`2h`). @throws InvalidArgumentError. */
export function parseTime(text: string): number {
  if (text === 'now') return Date.now();
  const agoMs = durationMs(text);
  if (agoMs !== undefined) return Date.now() - agoMs;
  if (rfc3339.safeParse(text).success) return Date.parse(text);
  throw new InvalidArgumentError('It must be a time such as 2026-01-31T08:00:00Z, or how long ago, such as 2h.');
}

/** A duration of the command line, milliseconds. @throws InvalidArgumentError. */
export function parseDuration(text: string): number {
  const ms = durationMs(text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError('It must be a duration such as 30s, 10m or 24h.');
}

/** A number of records, 1 to 100. @throws InvalidArgumentError. */
export function parseLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 100) return limit;
  throw new InvalidArgumentError('It must be a whole number from 1 to 100.');
}
