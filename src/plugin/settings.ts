import { z } from 'zod';
import type { CortexConfig } from './cortex-config.ts';
import { settingsFields } from './settings-fields.ts';

/** Names of the settings, in the order of a form. */
export const settingsOrder: readonly string[] = Object.keys(settingsFields);

/** The settings that name the API; exactly one of them is given. */
export const addressFields = ['fqdn', 'domain_name', 'server_url'] as const;

export interface SettingsOptions {
  readonly source: string;
  /** `unless-server-url`: the keys of an XSOAR 6 server have no id, which is also how such a server is told. */
  readonly keyId: 'always' | 'unless-server-url';
}

/** Settings of a Cortex source: what people write in, a {@link CortexConfig} out. */
export function cortexSettings({ source, keyId }: SettingsOptions): z.ZodType<CortexConfig> {
  const check = keyId === 'always' ? addressProblems : problemsWithoutKeyId;
  return z
    .strictObject(keyId === 'always' ? settingsFields : withoutKeyId)
    .superRefine(
      (given, ctx) => {
        for (const [field, message] of check(given)) ctx.addIssue({ code: 'custom', path: [field], message });
      },
      // Also where a field is wrong: all problems at once are less work than one at a time.
      { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
    )
    .transform((settings) => configOf(source, settings))
    .meta({ 'x-exactly-one': [...addressFields] });
}

const withoutKeyId = { ...settingsFields, api_key_id: settingsFields.api_key_id.optional() };

type Settings = z.output<z.ZodObject<typeof withoutKeyId>>;
type Given = Readonly<Record<string, unknown>>;
type Problem = readonly [field: string, message: string];

function addressProblems(given: Given): readonly Problem[] {
  const [first, ...others] = addressFields.filter((field) => given[field] !== undefined);
  if (first === undefined) return [['fqdn', 'is required (or server_url, for a server of your own)']];
  return others.map((other) => [other, `must not be given beside ${first}: they name the same thing`]);
}

function problemsWithoutKeyId(given: Given): readonly Problem[] {
  const isMissing = given['api_key_id'] === undefined && given['server_url'] === undefined;
  return [...addressProblems(given), ...(isMissing ? [['api_key_id', 'is required'] as const] : [])];
}

function configOf(source: string, settings: Settings): CortexConfig {
  return {
    source,
    tenant: settings.fqdn ?? settings.domain_name ?? settings.server_url ?? '',
    apiKey: settings.api_key,
    apiKeyId: settings.api_key_id,
    keyType: settings.key_type,
    backfillStart: settings.backfill_start_time,
    pollIntervalMs: settings.poll_interval,
    overlapMs: settings.overlap,
    requestsPerSecond: settings.requests_per_second,
    requestTimeoutMs: settings.request_timeout,
    batchSize: settings.batch_size,
    body: settings.body,
    privacy: settings.privacy && { rules: settings.privacy, key: settings.privacy_key },
    proxy: settings.proxy,
    ca: settings.ca_file,
  };
}
