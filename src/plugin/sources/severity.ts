import type { MappedItem } from './source-definition.ts';

type Severity = Pick<MappedItem, 'severityNumber' | 'severityText'>;

/* OpenTelemetry severity numbers: INFO 9, INFO2 10, WARN 13, ERROR 17, FATAL 21; 0 is unspecified. */
const byWord: ReadonlyMap<string, number> = new Map([
  ['informational', 9],
  ['info', 9],
  ['low', 10],
  ['medium', 13],
  ['high', 17],
  ['critical', 21],
]);

const byCode: ReadonlyMap<string, number> = new Map([
  ['010', 9],
  ['020', 10],
  ['030', 13],
  ['040', 17],
  ['050', 21],
]);

/**
 * Severity of a vendor word: `high`, or `SEV_040_HIGH`, of which only the number counts, for two spellings of 010
 * are seen (Cortex XDR REST API, Get Audit Management Logs). A word that is not known is kept, with number 0.
 */
export function severityOf(text: string | undefined): Severity {
  if (text === undefined) return { severityNumber: 0 };
  const code = /^SEV_(\d{3})/i.exec(text)?.[1];
  const number = code === undefined ? byWord.get(text.toLowerCase()) : byCode.get(code);
  return { severityNumber: number ?? 0, severityText: text };
}
