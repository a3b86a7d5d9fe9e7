import { z } from 'zod';

const forms = 'must be a time in UTC such as 2026-01-31T08:00:00Z or 2026-01-31 08:00, or epoch milliseconds';
const written = /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<time>\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/** Milliseconds of 1973 to 5138. What is less are seconds, which would be a day in January 1970. */
const [earliestMs, latestMs] = [10 ** 11, 10 ** 14 - 1];

/** A point in time, epoch milliseconds. Without a zone it is UTC, as the API has it. Its schema says so: `x-time`. */
export function timeOf() {
  return z
    .union([z.string(), z.number()], { error: forms })
    .transform((given, ctx): number => {
      const ms = typeof given === 'number' ? msOfNumber(given) : msOfText(given.trim());
      if (Number.isInteger(ms) && ms > 0 && ms <= latestMs) return ms;
      ctx.issues.push({ code: 'custom', message: forms, input: given });
      return z.NEVER;
    })
    .meta({ 'x-time': true });
}

function msOfNumber(number: number): number {
  return number < earliestMs ? Number.NaN : number;
}

function msOfText(text: string): number {
  if (/^\d+$/.test(text)) return msOfNumber(Number(text));
  const { day, time = '00:00', zone = 'Z' } = written.exec(text)?.groups ?? {};
  // A day that its month does not have would become one of the next.
  if (day === undefined || !isDay(day)) return Number.NaN;
  return Date.parse(`${day}T${time}${zone}`);
}

function isDay(day: string): boolean {
  return z.iso.date().safeParse(day).success;
}
