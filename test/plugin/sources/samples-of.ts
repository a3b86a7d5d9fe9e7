import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonValue } from '../../../src/contract/index.ts';

/* Real answers, lifted from public test suites. They are no part of the project and need not be there. */
export const samplesDirectory = path.resolve(process.env['CORTEX_OTEL_SAMPLES'] ?? '../shared/samples');

/** Where the samples of a source are, and the list of an answer that holds them. */
export const sampleFolders = [
  ['xdr-incidents', 'xdr-incidents', 'incidents'],
  ['audit-logs', 'xsoar-audit', 'data'],
  ['audit-logs', 'xdr-audit', 'data'],
  ['xdr-alerts', 'xdr-alerts', 'alerts'],
  ['agent-reports', 'xdr-agent-audit', 'data'],
  ['xdr-extra-data', 'xdr-incidents', 'incident'],
  ['xdr-extra-data', 'xdr-alerts', 'alerts'],
] as const;

/** Items of all samples in a folder; undefined where there is none. */
export function samplesOf(folder: string, list: string): readonly JsonValue[] | undefined {
  const directory = path.join(samplesDirectory, folder);
  if (!existsSync(directory)) return undefined;
  const files = readdirSync(directory).filter((file) => !ofAnotherEndpoint.test(file));
  return files.flatMap((file) => itemsOf(readFileSync(path.join(directory, file), 'utf8'), list));
}

/** Alerts of a console's own API, which no source asks. */
const ofAnotherEndpoint = /by_filter_data/;

/** Items of an answer, of a client's list (which wraps some of them), or of a single item. */
function itemsOf(text: string, list: string): readonly JsonValue[] {
  const sample = JSON.parse(text) as JsonValue;
  if (Array.isArray(sample)) return sample.map((each) => (each as { incident?: JsonValue }).incident ?? each);
  const { reply } = sample as { reply?: Record<string, JsonValue> };
  if (reply && ('incident' in reply || isExpanded(reply['incidents']))) {
    return ((reply['incidents'] as readonly JsonValue[] | undefined) ?? [reply]).flatMap((each) => partsOf(each, list));
  }
  return reply && list in reply ? ((reply[list] as readonly JsonValue[] | null) ?? []) : [sample];
}

function isExpanded(incidents: JsonValue | undefined): boolean {
  return Array.isArray(incidents) && incidents.some((each: object) => 'incident' in each);
}

/** The incident of extra data, or its alerts. */
function partsOf(extraData: JsonValue, list: string): readonly JsonValue[] {
  const part = (extraData as Record<string, JsonValue>)[list] ?? null;
  const { data } = (part ?? {}) as { data?: readonly JsonValue[] };
  return data ?? [part];
}
