import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import type { AttributeTable } from './attribute-table.ts';
import { artifactCount, artifactObservables, artifactTexts, isMaliciousFile } from './artifact-values.ts';

const prefix = 'paloalto.cortex.incident.artifacts';

/** Attributes of an incident's artifacts, each with all different values: the body has which belong together. */
export const artifactTable: AttributeTable = [
  ['network_artifacts', `${prefix}.network.count`, artifactCount],
  ['network_artifacts', `${prefix}.network.ips`, artifactTexts('network_remote_ip')],
  ['network_artifacts', `${prefix}.network.domains`, artifactTexts('network_domain')],
  ['network_artifacts', `${prefix}.network.countries`, artifactTexts('network_country')],
  ['file_artifacts', `${prefix}.files.count`, artifactCount],
  ['file_artifacts', `${prefix}.files.names`, artifactTexts('file_name')],
  ['file_artifacts', `${prefix}.files.sha256`, artifactTexts('file_sha256')],
  ['file_artifacts', `${prefix}.files.malicious_sha256`, artifactTexts('file_sha256', isMaliciousFile)],
  ['file_artifacts', `${prefix}.files.wildfire_verdicts`, artifactTexts('file_wildfire_verdict')],
  ['file_artifacts', `${prefix}.files.signature_vendors`, artifactTexts('file_signature_vendor_name')],
];

const attributesOf = (name: string) => artifactTable.filter(([section]) => section === name).map(([, each]) => each);

/** Sections that extra data has beside the incident (Cortex XDR REST API, Get Extra Incident Data). */
export const artifactFields: readonly FieldRow[] = [
  field.object('alerts'),
  field.object('network_artifacts', {
    also: attributesOf('network_artifacts'),
    ocsf: { observables: artifactObservables('network_artifacts', { network_remote_ip: 2, network_domain: 1 }) },
    ecs: { 'related.ip': artifactTexts('network_remote_ip'), 'related.hosts': artifactTexts('network_domain') },
  }),
  field.object('file_artifacts', {
    also: attributesOf('file_artifacts'),
    ocsf: { observables: artifactObservables('file_artifacts', { file_sha256: 8, file_name: 7 }) },
    ecs: { 'related.hash': artifactTexts('file_sha256') },
  }),
];
