import { z } from 'zod';

const forms = 'must be a time in UTC such as 2026-01-31T08:00:00Z or 2026-01-31 08:00, or epoch milliseconds';
const written = /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<time>\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/** A point in time, epoch milliseconds. Without a zone it is UTC, as the API has it. Its schema says so: `x-time`. */
export function timeOf() {
  return z
    .union([z.string(), z.number()], { error: forms })
    .transform((given, ctx): number => {
      const ms = typeof given === 'number' ? given : msOf(given.trim());
      if (Number.isInteger(ms) && ms > 0 && ms < 10 ** 14) return ms;
      ctx.issues.push({ code: 'custom', message: forms, input: given });
      return z.NEVER;
    })
    .meta({ 'x-time': true });
}

function msOf(text: string): number {
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const { day, time = '00:00', zone = 'Z' } = written.exec(text)?.groups ?? {};
  return day === undefined ? Number.NaN : Date.parse(`${day}T${time}${zone}`);
}
