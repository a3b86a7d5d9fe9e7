/**
 * A number as its digits, for what is a text but looks like one. JSON has rounded a larger one before anybody saw it: that
 * of an id would be another id, so it stays a number, which is no text.
 */
export function writtenText(given: unknown): unknown {
  return typeof given === 'number' && Math.abs(given) <= Number.MAX_SAFE_INTEGER ? String(given) : given;
}

/** Says `what` it must be; of a number that is too large for JSON what to do about it. */
export function textError(what: string) {
  return ({ input }: { readonly input?: unknown }): string =>
    typeof input === 'number' ? `${what}; so many digits only in quotes: as a number they are rounded` : what;
}
