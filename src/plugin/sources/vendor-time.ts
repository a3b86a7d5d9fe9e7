import type { HrTime, JsonValue } from '../../contract/index.ts';
import { numberOf, textOf } from './vendor-values.ts';

/** Values below are seconds: as milliseconds they would lie before March 1973 (Cortex XDR REST API, alert examples). */
const leastMs = 1e11;
/** The last millisecond a `Date` can hold. */
const mostMs = 8.64e15;

/**
 * Epoch milliseconds, cut to whole ones, of a Cortex time: a number or decimal text, milliseconds or seconds.
 * Undefined when it is absent, 0 (which the API uses for "none") or no time.
 */
export function timeMsOf(value: JsonValue | undefined): number | undefined {
  const number = numberOf(value);
  if (number === undefined || number <= 0) return undefined;
  const ms = Math.floor(number < leastMs ? number * 1000 : number);
  return ms > 0 && ms <= mostMs ? ms : undefined;
}

/** The form OpenTelemetry takes, of whole epoch milliseconds. */
export function hrTimeOfMs(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, (ms - seconds * 1000) * 1e6];
}

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,20}))?(Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 text, with all the nanoseconds it holds. Undefined for no time, and for times before 1970 (Go's zero). */
export function hrTimeOfRfc3339(text: string): HrTime | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const seconds = Date.parse(`${match[1] ?? ''}${match[3] ?? ''}`) / 1000;
  if (!(seconds > 0)) return undefined;
  return [seconds, Number((match[2] ?? '').padEnd(9, '0').slice(0, 9))];
}

/** Epoch milliseconds of a time, cut to whole ones. */
export function msOfHrTime([seconds, nanoseconds]: HrTime): number {
  return seconds * 1000 + Math.floor(nanoseconds / 1e6);
}

/** Epoch milliseconds of RFC 3339 text. */
export function msOfRfc3339(value: JsonValue | undefined): number | undefined {
  const time = hrTimeOfRfc3339(textOf(value) ?? '');
  return time && msOfHrTime(time);
}
