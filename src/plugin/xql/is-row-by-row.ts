/** Stages that look at each row by itself, or leave rows out, but never all of them (XQL Language Reference, Stages). */
const rowStages: ReadonlySet<string> = new Set([
  'alter',
  'arrayexpand',
  'config',
  'dataset',
  'dedup',
  'fields',
  'filter',
  'iploc',
  'limit',
  'preset',
  'replacenull',
  'sort',
]);

/**
 * Whether rows of a span are those of its parts, so that a span without any has no part with one. False where that is
 * doubtful: `comp` may bring a row for nothing, and a filter behind it may leave out only what is large.
 */
export function isRowByRow(query: string): boolean {
  const bare = query
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  // A query in a query may leave out what the span is too short for.
  if ((bare.match(/\b(?:dataset|preset)\b/gi) ?? []).length > 1) return false;
  // The text of a comment mark in a string has been cut as a comment: then the quotes do not match.
  if (bare.replaceAll('""', '').includes('"')) return false;
  return bare.split('|').every((stage) => rowStages.has(/^\s*([a-z_]+)/i.exec(stage)?.[1]?.toLowerCase() ?? ''));
}
