import type { JsonValue } from '../../contract/index.ts';
import { textOf } from './vendor-values.ts';

const other = 99;

/** Endings that nobody has investigated: closed rather than resolved. */
const closedUnseen = /^resolved_(auto|duplicate)/;

/** `status_id` of an incident's status: new, in progress, resolved, closed (OCSF 1.8.0, Incident Finding). */
export function incidentStatusId(value: JsonValue): number | undefined {
  const status = textOf(value)?.toLowerCase();
  if (status === undefined) return undefined;
  if (status === 'new') return 1;
  if (status === 'under_investigation') return 2;
  if (!status.startsWith('resolved')) return other;
  return closedUnseen.test(status) ? 5 : 4;
}

const verdicts: ReadonlyMap<string, number> = new Map([
  ['resolved_false_positive', 1],
  ['resolved_true_positive', 2],
  ['resolved_threat_handled', 2],
  ['resolved_security_testing', 6],
  ['resolved_duplicate', 10],
  ['resolved_duplicate_incident', 10],
]);

/** `verdict_id` where the status tells one. */
export function incidentVerdictId(value: JsonValue): number | undefined {
  return verdicts.get(textOf(value)?.toLowerCase() ?? '');
}
