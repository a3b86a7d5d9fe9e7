import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from '../faults/answer.ts';
import type { ExtraData } from './extra-data.ts';
import { InvalidRequest } from './invalid-request.ts';

/** How much of an incident's extra data a request wants. */
export interface Expansion {
  readonly withoutSections: ReadonlySet<string>;
  readonly withoutAlertFields: ReadonlySet<string>;
  readonly dropNulls: boolean;
}

/**
 * Reads `fields_to_exclude`, `alert_fields_to_exclude` and `drop_nulls`: in no document, but sent by the vendor's own
 * client (demisto/content, CortexXDRIR). @throws InvalidRequest
 */
export function readExpansion(request: JsonObject): Expansion {
  return {
    withoutSections: names(request, 'fields_to_exclude'),
    withoutAlertFields: names(request, 'alert_fields_to_exclude'),
    dropNulls: request['drop_nulls'] === true,
  };
}

/** An incident with its sections; `alerts` are those of all that the answer has room for. */
export function expandedIncident(
  incident: JsonObject,
  extra: Required<ExtraData>,
  alerts: readonly JsonObject[],
  expansion: Expansion,
): JsonObject {
  const tidy = (record: JsonObject) => (expansion.dropNulls ? withoutNulls(record) : record);
  const section = (total: number, rows: readonly JsonObject[]) => ({ total_count: total, data: rows.map(tidy) });
  const { alerts: all, networkArtifacts, fileArtifacts } = extra;
  const sections: JsonObject = {
    incident: tidy(incident),
    alerts: section(
      all.length,
      alerts.map((alert) => without(alert, expansion.withoutAlertFields)),
    ),
    network_artifacts: section(networkArtifacts.length, networkArtifacts),
    file_artifacts: section(fileArtifacts.length, fileArtifacts),
  };
  return without(sections, expansion.withoutSections);
}

function names(request: JsonObject, name: string): ReadonlySet<string> {
  const value = request[name] ?? [];
  const entries = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
  const strings = entries?.filter((entry): entry is string => typeof entry === 'string');
  if (!strings || strings.length < (entries?.length ?? 0)) {
    throw new InvalidRequest(`${name} must be a list of strings`);
  }
  return new Set(strings);
}

function without(record: JsonObject, unwanted: ReadonlySet<string>): JsonObject {
  if (unwanted.size === 0) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !unwanted.has(name)));
}

function withoutNulls(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
