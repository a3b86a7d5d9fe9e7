/** The value of the field as RFC 3339; undefined while it is none. */
export function utcOf(value: string): string | undefined {
  const date = new Date(`${value}Z`);
  return value === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** The value the field has for a time. */
export function utcValue(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
