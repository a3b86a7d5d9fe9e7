const fixdate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const rfc850 = /^[A-Z][a-z]+, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** Epoch milliseconds of a date in one of HTTP's three forms (RFC 9110 §5.6.7); `Date.parse` alone takes nonsense. */
export function httpDateMs(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  const parsed = asctime.test(trimmed)
    ? Date.parse(`${trimmed} GMT`)
    : fixdate.test(trimmed) || rfc850.test(trimmed)
      ? Date.parse(trimmed)
      : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}
