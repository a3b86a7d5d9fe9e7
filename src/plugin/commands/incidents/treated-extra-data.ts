import type { JsonValue } from '../../../contract/index.ts';
import { type JsonObject, objectOf } from '../../sources/vendor-values.ts';

type Treat = (item: JsonValue) => JsonValue;

/**
 * A reply of Get Extra Incident Data as rules of privacy leave it: the sections go through them as parts of the incident,
 * as in its record, each alert by itself. What is not understood is withheld.
 */
export function treatedExtraData(reply: JsonValue | undefined, treated: Treat): JsonValue {
  const { incident, alerts, ...sections } = objectOf(reply) ?? {};
  const { data, ...said } = objectOf(alerts) ?? {};
  const whole: JsonObject = objectOf(treated({ ...objectOf(incident), ...sections, alerts: said })) ?? {};
  const names = new Set([...Object.keys(sections), 'alerts']);
  const parts = Object.entries(whole);
  return {
    incident: Object.fromEntries(parts.filter(([name]) => !names.has(name))),
    ...Object.fromEntries(parts.filter(([name]) => names.has(name))),
    alerts: { ...objectOf(whole['alerts']), data: Array.isArray(data) ? data.map(treated) : [] },
  };
}
