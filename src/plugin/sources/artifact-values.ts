import type { JsonValue } from '../../contract/index.ts';
import { observablesOf } from '../mapping/ocsf/ocsf-values.ts';
import type { OcsfReader } from '../mapping/ocsf/place.ts';
import { claimOf, type JsonObject, listOf, numberOf, objectOf, textOf } from './vendor-values.ts';

/* Readers of a section of artifacts, `{total_count, data}` (Cortex XDR REST API, Get Extra Incident Data). */

type Picks = (artifact: JsonObject) => boolean;

/** How many artifacts the section says there are. */
export function artifactCount(section: JsonValue | undefined): number | undefined {
  return numberOf(objectOf(section)?.['total_count']);
}

/** The different texts that artifacts have in a field, in order. */
export function artifactTexts(field: string, picks: Picks = () => true) {
  return (section: JsonValue | undefined): readonly string[] | undefined => {
    const data = objectOf(section)?.['data'];
    const list: readonly JsonValue[] = Array.isArray(data) ? data : [];
    const artifacts = list.map(objectOf).filter((artifact) => artifact !== undefined);
    const texts = artifacts.filter(picks).flatMap((artifact) => textOf(artifact[field]) ?? []);
    return listOf([...new Set(texts)].filter((text) => field !== 'network_country' || text !== unknownCountry));
  };
}

/** What the API writes where it knows no country. As a verdict the same word means that WildFire knows none. */
const unknownCountry = 'UNKNOWN';

export const isMaliciousFile: Picks = (file) =>
  claimOf(file['is_malicious']) === true || textOf(file['file_wildfire_verdict']) === 'MALWARE';

/** Observables of these fields of a section's artifacts, each of its type (OCSF 1.8.0, Observable). */
export function artifactObservables(section: string, types: Readonly<Record<string, number>>): OcsfReader {
  const readers = Object.entries(types).map(([field, type]) => ({
    texts: artifactTexts(field),
    observables: observablesOf(`${section}.data[].${field}`, type, (text) => text),
  }));
  return (value) => {
    const all = readers.flatMap(({ texts, observables }) => {
      const found = observables(texts(value) ?? null);
      return Array.isArray(found) ? (found as readonly JsonValue[]) : [];
    });
    return all.length > 0 ? all : undefined;
  };
}
