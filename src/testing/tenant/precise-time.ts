const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/;

const alreadyPrecise = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/;

/**
 * An RFC 3339 time as text that sorts by time down to the nanosecond: UTC, nine decimals. XSOAR 6 gives such times, and
 * a time without zone means UTC to it. Undefined when it is none.
 */
export function preciseTime(text: string): string | undefined {
  // Asked at every comparison of a sort: most times have this form as they come.
  if (alreadyPrecise.test(text)) return text;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const seconds = Date.parse(`${match[1]}${match[3] ?? 'Z'}`);
  if (Number.isNaN(seconds)) return undefined;
  return `${new Date(seconds).toISOString().slice(0, 19)}.${(match[2] ?? '').padEnd(9, '0')}Z`;
}
