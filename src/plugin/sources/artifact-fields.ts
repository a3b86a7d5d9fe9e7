import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';

const prefix = 'paloalto.cortex.incident.artifacts';

/** The attributes that {@link artifactAttributes} may set. */
export const artifactAttributeNames = {
  network: ['count', 'ips', 'domains', 'countries'].map((name) => `${prefix}.network.${name}`),
  files: ['count', 'names', 'sha256', 'malicious_sha256', 'wildfire_verdicts', 'signature_vendors'].map(
    (name) => `${prefix}.files.${name}`,
  ),
} as const;

/** Sections that extra data has beside the incident (Cortex XDR REST API, Get Extra Incident Data). */
export const artifactFields: readonly FieldRow[] = [
  field.object('alerts'),
  field.object('network_artifacts', { also: artifactAttributeNames.network }),
  field.object('file_artifacts', { also: artifactAttributeNames.files }),
];
