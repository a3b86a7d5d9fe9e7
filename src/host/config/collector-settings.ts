import { z } from 'zod';
import { durationBetween } from '../../shared/duration.ts';
import { logLevels } from './configuration.ts';
import { headerMap } from './header-map.ts';
import { isEndpoint } from './is-endpoint.ts';
import { listenAddress } from './listen-address.ts';

/*
 * What a collector's file may hold, as people write it. What a connector needs beyond `id`, `name` and `source` is its
 * plugin's to say. No message repeats a value.
 */

const text = (error: string) => z.string({ error }).trim().min(1, { error });

export const connectorId = z
  .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be text') })
  .regex(/^[a-z0-9-]{1,64}$/, { error: 'must be 1 to 64 of a-z, 0-9 and -' });

const url = z.string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be text') }).trim();
const endpoint = url
  .refine(isEndpoint, { error: 'must be an http or https URL without user, password, query and fragment' })
  .meta({ examples: ['http://127.0.0.1:4318', 'https://otlp.example.com'] });

/** Numbers come as text from `${env:…}`. */
const recordsOfRequest = z.preprocess(
  (given) => (typeof given === 'string' && given.trim() !== '' ? Number(given) : given),
  z
    .int({ error: 'must be a whole number' })
    .min(1, { error: 'must be at least 1' })
    .max(500, { error: 'must be at most 500' }),
);

const pathOf = (what: string) => text('must be a path').describe(what);

const otlpSettings = z.strictObject({
  endpoint: endpoint.describe('Where records go; /v1/logs is appended.'),
  encoding: z.enum(['json', 'protobuf']).prefault('json').describe('How records are written.'),
  compression: z.enum(['none', 'gzip']).prefault('none'),
  headers: headerMap.prefault({}).describe('Sent with every request.').meta({ 'x-secret': true }),
  timeout: durationBetween('100ms', '10m').prefault('10s').describe('How long one request may take.'),
  max_request_records: recordsOfRequest.prefault(200).describe('Most records of one request.'),
  ca_file: pathOf('PEM file of authorities trusted beside those of the system.').optional(),
  client_cert_file: pathOf('PEM file of the certificate this client shows.').optional(),
  client_key_file: pathOf('PEM file of the key of that certificate.').optional().meta({ 'x-secret': false }),
});

const fileSettings = z.strictObject({ path: pathOf('File that OTLP/JSON lines are appended to.') });

const destinationSettings = z
  .strictObject({ otlp: otlpSettings.optional(), file: fileSettings.optional() })
  .refine(({ otlp, file }) => (otlp === undefined) !== (file === undefined), { error: 'must be either otlp or file' });

const metricsSettings = z.strictObject({
  otlp: z
    .strictObject({
      endpoint: endpoint.describe('Where metrics of the collector itself go; /v1/metrics is appended.'),
      headers: headerMap.prefault({}).meta({ 'x-secret': true }),
      interval: durationBetween('1s', '1h').prefault('60s').describe('How often they are pushed.'),
    })
    .optional(),
});

/** A connector but for what its plugin checks. */
export const connectorSettings = z.looseObject({
  id: connectorId.describe('Key of its state: never changes.'),
  name: z.string({ error: 'must be text' }).trim().min(1).max(64).optional().describe('For people; default: the id.'),
  source: z.string({ error: 'must be text' }).optional().describe('What it collects.'),
  sources: z
    .array(z.string({ error: 'must be text' }))
    .min(1)
    .optional()
    .describe('In place of source: one connector each.'),
});

export const collectorSettings = z.strictObject({
  connectors: z.array(connectorSettings).min(1, { error: 'must hold at least one connector' }),
  destination: destinationSettings.optional().describe('Without it: OTLP/JSON lines in ./records.jsonl.'),
  state: z.strictObject({ directory: pathOf('Where checkpoints are kept.').prefault('./state') }).prefault({}),
  web: z
    .strictObject({ listen: listenAddress.describe('host:port of the console.') })
    .optional()
    .describe('Omit it to run without the console.'),
  metrics: metricsSettings.optional(),
  log: z.strictObject({ level: z.enum(logLevels).prefault('info') }).prefault({}),
});

export type CollectorSettings = z.infer<typeof collectorSettings>;
export type OtlpSettings = z.infer<typeof otlpSettings>;
export type MetricsSettings = z.infer<typeof metricsSettings>;
export type ConnectorSettings = z.infer<typeof connectorSettings>;
