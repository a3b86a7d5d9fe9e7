import { z } from 'zod';
import { commandsSetting } from './commands-setting.ts';
import type { CortexConfig } from './cortex-config.ts';
import { generationSettings } from './generations/generation-settings.ts';
import { queryConfigOf, queryOwnFields, queryProblems } from './query-settings.ts';
import { selectionOf, selectionSettings } from './selection/selection-settings.ts';
import type { SelectionTable } from './selection/selection-table.ts';
import { countedSetting, enrichSetting, settingsFields } from './settings-fields.ts';

type OwnSettings = Pick<SettingsOptions, 'selection' | 'enriches' | 'counted' | 'generations' | 'commands' | 'query'>;

/** Names of the settings of a source with these of its own, in the order of a form. */
export function settingsOrder(own: OwnSettings = {}): readonly string[] {
  return Object.keys({ ...sharedSettings(own), ...ownSettings(own), ...own.selection });
}

/** What is asked of a query comes first of what can be chosen. */
function sharedSettings({ query }: OwnSettings) {
  return query ? queryOwnFields : settingsFields;
}

function ownSettings({ enriches, counted, generations, commands }: OwnSettings) {
  return {
    ...(generations && generationSettings),
    ...(enriches && enrichSetting),
    ...(counted && countedSetting),
    ...(commands && commandsSetting),
  };
}

/** The settings that name the API; exactly one of them is given. */
export const addressFields = ['fqdn', 'domain_name', 'server_url'] as const;

export interface SettingsOptions {
  readonly source: string;
  /** `unless-server-url`: the keys of an XSOAR 6 server have no id, which is also how such a server is told. */
  readonly keyId: 'always' | 'unless-server-url';
  /** Settings of this source alone: what it can be narrowed to. */
  readonly selection?: SelectionTable;
  /** It can fetch details of its records. */
  readonly enriches?: boolean;
  /** What it delivers can be counted: its records never change. */
  readonly counted?: boolean;
  /** Either generation of the API can be asked for it. */
  readonly generations?: boolean;
  /** Operators can run commands with its key. */
  readonly commands?: boolean;
  /** Its rows are those of a query. */
  readonly query?: boolean;
}

/** Settings of a Cortex source: what people write in, a {@link CortexConfig} out. */
export function cortexSettings(options: SettingsOptions): z.ZodType<CortexConfig> {
  const { source, keyId, selection = {} } = options;
  const check = keyId === 'always' ? addressProblems : problemsWithoutKeyId(Object.keys(selection));
  const shared: z.ZodRawShape = keyId === 'always' ? sharedSettings(options) : withoutKeyId;
  return z
    .strictObject({ ...shared, ...ownSettings(options), ...selectionSettings(selection) })
    .superRefine(
      (given, ctx) => {
        for (const [field, message] of [...check(given), ...queryProblems(given)]) {
          ctx.addIssue({ code: 'custom', message, path: [field], params: { together: true } });
        }
      },
      // Also where a field is wrong: all problems at once are less work than one at a time.
      { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
    )
    .transform((settings): CortexConfig => ({
      ...configOf(source, settings as Settings),
      selection: selectionOf(selection, settings),
      enrich: settings['enrich'] === 'alerts' ? 'alerts' : 'none',
      completeness: settings['completeness'] === 'on' ? 'on' : 'off',
      commands: (settings['commands'] ?? 'off') as CortexConfig['commands'],
      ...(options.query && { query: queryConfigOf(settings as Parameters<typeof queryConfigOf>[0]) }),
      apiGeneration: (settings['api_generation'] ?? 'auto') as CortexConfig['apiGeneration'],
    }))
    .meta({ 'x-exactly-one': [...addressFields] });
}

const withoutKeyId = { ...settingsFields, api_key_id: settingsFields.api_key_id.optional() };

type Settings = Partial<Pick<AllSettings, 'overlap'>> & Omit<AllSettings, 'overlap'>;
type AllSettings = z.output<z.ZodObject<typeof withoutKeyId>>;
type Given = Readonly<Record<string, unknown>>;
type Problem = readonly [field: string, message: string];

function addressProblems(given: Given): readonly Problem[] {
  const [first, ...others] = addressFields.filter((field) => given[field] !== undefined);
  if (first === undefined) return [['fqdn', 'is required (or server_url, for a server of your own)']];
  return others.map((other) => [other, `must not be given beside ${first}: they name the same thing`]);
}

function problemsWithoutKeyId(selection: readonly string[]): (given: Given) => readonly Problem[] {
  return (given) => {
    const problems = addressProblems(given);
    if (given['api_key_id'] !== undefined) return problems;
    if (given['server_url'] === undefined) return [...problems, ['api_key_id', 'is required']];
    const chosen = selection.filter((field) => given[field] !== undefined);
    return [...problems, ...chosen.map((field) => [field, notOfXsoar6] as const)];
  };
}

const notOfXsoar6 = 'cannot be used with an XSOAR 6 server, whose keys have no ID: its entries have other fields';

function configOf(
  source: string,
  settings: Settings,
): Omit<CortexConfig, 'selection' | 'enrich' | 'completeness' | 'apiGeneration' | 'commands'> {
  return {
    source,
    tenant: settings.fqdn ?? settings.domain_name ?? settings.server_url ?? '',
    apiKey: settings.api_key,
    apiKeyId: settings.api_key_id,
    keyType: settings.key_type,
    backfillStart: settings.backfill_start_time,
    pollIntervalMs: settings.poll_interval,
    // A query has its own, and no list to overlap.
    overlapMs: settings.overlap ?? 0,
    requestsPerSecond: settings.requests_per_second,
    requestTimeoutMs: settings.request_timeout,
    batchSize: settings.batch_size,
    body: settings.body,
    ecs: settings.ecs,
    privacy: settings.privacy && { rules: settings.privacy, key: settings.privacy_key },
    proxy: settings.proxy,
    ca: settings.ca_file,
  };
}
