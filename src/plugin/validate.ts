import type { z } from 'zod';
import type { FieldReport, JsonValue } from '../contract/index.ts';
import { serverAddress, tenantAddress } from './cortex/address.ts';
import type { CortexConfig } from './cortex-config.ts';
import { nearestName } from '../shared/nearest-name.ts';
import { privacyReports } from './privacy/privacy-reports.ts';
import { nearestWords, wordsOf } from './selection/selection-words.ts';
import { settingsWarnings } from './settings-warnings.ts';
import { sources } from './sources/index.ts';
import type { RecordKind, SourceDefinition } from './sources/source-definition.ts';

/** What {@link validateConnector} found: the contract's `Validation`, with the config in full. */
export type CortexValidation =
  | { readonly ok: true; readonly config: CortexConfig; readonly fields: readonly FieldReport[] }
  | { readonly ok: false; readonly fields: readonly FieldReport[] };

type Given = Readonly<Record<string, unknown>>;

/**
 * Checks the settings of a connector: `source`, and what the manifest's schema of that source describes, with secrets
 * as plain text and files as their text; `beside` are other sources that were given the same ones. Pure; never throws,
 * whatever it is given; no message repeats a value, but names of fields and words that cannot be a key.
 */
export function validateConnector(input: unknown, beside: readonly string[] = []): CortexValidation {
  if (!isRecord(input)) return { ok: false, fields: [error('', 'must be a map of settings')] };
  const source = sources.find(({ id }) => id === input['source']);
  if (!source) return { ok: false, fields: [unknownSource(input['source'])] };
  const { source: _, ...settings } = input;
  const result = source.settings.safeParse(settings);
  if (!result.success) {
    return { ok: false, fields: merged(result.error.issues.flatMap((issue) => reportsOf(issue, source, settings))) };
  }
  const { data: config } = result;
  const others = sources.filter(({ id }) => id !== source.id && beside.includes(id));
  const kinds = source.kinds?.(config) ?? [];
  const fields = [
    ...settingsWarnings(settings, config, source.selection),
    ...repeatedRecords(kinds, others),
    ...privacyReports(config.privacy, {
      ids: sources.filter((each) => each === source || others.includes(each)).map(({ id }) => id),
      words: source.newer?.words ?? [],
      kinds: [source, ...kinds],
      // Which of their settings are given is not known here.
      besides: others.flatMap((other) => [other, ...(other.kinds?.({ ...config, enrich: 'alerts' }) ?? [])]),
      sources,
      hasKey: settings['privacy_key'] !== undefined,
    }),
  ];
  return fields.some(({ errors }) => errors.length > 0) ? { ok: false, fields } : { ok: true, config, fields };
}

/** Details that another source of the same tenant delivers by itself. */
function repeatedRecords(kinds: readonly RecordKind[], others: readonly RecordKind[]): readonly FieldReport[] {
  const events = kinds.flatMap((kind) => kind.events);
  if (!others.some((other) => other.events.some((event) => events.includes(event)))) return [];
  const warnings = ['with xdr-alerts beside it every alert comes twice, with different log.record.uid'];
  return [{ path: 'enrich', errors: [], warnings }];
}

function isRecord(input: unknown): input is Given {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function unknownSource(value: unknown): FieldReport {
  const ids = sources.map(({ id }) => id);
  const nearest = typeof value === 'string' ? nearestName(value.replaceAll('_', '-'), ids) : undefined;
  return error('source', `must be one of ${ids.join(', ')}`, nearest);
}

function reportsOf(
  issue: z.core.$ZodIssue,
  source: SourceDefinition<JsonValue>,
  settings: Given,
): readonly FieldReport[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownSetting(key, source));
  }
  const path = issue.path.map(String).join('.');
  // What is wrong with several settings together is right in each of them.
  if (issue.code === 'custom' && issue.params?.['together'] === true) return [error(path, issue.message)];
  const value = settings[path];
  const suggested = wordFor(issue, value) ?? selectionFor(source, path, value) ?? suggestionFor(path, value);
  return [error(path, issue.message, suggested)];
}

function unknownSetting(key: string, { order }: SourceDefinition<JsonValue>): FieldReport {
  const others = sources.filter((other) => other.order.includes(key)).map(({ id }) => id);
  const path = key.slice(0, 64);
  return others.length === 0
    ? error(path, 'is no setting of this source', nearestName(key, order))
    : error(path, `is no setting of this source: it is one of ${others.join(' and ')}`);
}

/** The nearest of the words there are to choose from. */
function wordFor(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return undefined;
  return nearestName(value, issue.values.map(String));
}

/** Words that would have been accepted. */
function selectionFor({ selection }: SourceDefinition<JsonValue>, path: string, value: unknown): string | undefined {
  const field = selection?.[path];
  const words = wordsOf(value);
  return field && words && nearestWords(field, words);
}

/** A value that would have been accepted, where what was meant can be told. */
function suggestionFor(path: string, value: unknown): string | undefined {
  if (durations.has(path) && typeof value === 'number' && Number.isFinite(value)) return `${value}s`;
  if (typeof value !== 'string') return undefined;
  if (path === 'backfill_start_time' && /^\d{4}-\d\d-\d\d$/.test(value)) return `${value}T00:00:00Z`;
  if (path !== 'fqdn' && path !== 'domain_name' && path !== 'server_url') return undefined;
  const address = path === 'server_url' ? serverAddress(value) : tenantAddress(value);
  return address.ok ? undefined : address.suggested;
}

const durations: ReadonlySet<string> = new Set([
  'poll_interval',
  'overlap',
  'request_timeout',
  'xql_window',
  'xql_delay',
]);

/** One report a field. */
function merged(reports: readonly FieldReport[]): readonly FieldReport[] {
  const byPath = new Map<string, FieldReport>();
  for (const report of reports) {
    const known = byPath.get(report.path);
    byPath.set(report.path, known ? { ...report, ...known, errors: [...known.errors, ...report.errors] } : report);
  }
  return [...byPath.values()];
}

function error(path: string, message: string, suggested?: string): FieldReport {
  return { path, errors: [message], warnings: [], ...(suggested === undefined ? undefined : { suggested }) };
}
