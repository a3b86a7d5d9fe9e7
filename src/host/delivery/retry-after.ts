const leastMs = 1000;
const mostMs = 15 * 60_000;

/**
 * Milliseconds a `Retry-After` header asks for, between 1 s and 15 min; undefined when there is none or it makes no
 * sense. A date is measured against the answer's own `Date`, so that a wrong local clock does no harm (RFC 9110 §10.2.3).
 */
export function retryAfterMs(header: string | undefined, answeredAtMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const asked = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : dateMs(text) - answeredAtMs;
  return Number.isNaN(asked) ? undefined : Math.round(Math.min(Math.max(asked, leastMs), mostMs));
}

/** Epoch milliseconds of an HTTP date. `Date.parse` alone would read a date into almost any text. */
function dateMs(text: string): number {
  return /^[A-Z][a-z]{2,8}, .*GMT$/.test(text) ? Date.parse(text) : Number.NaN;
}
