import { z } from 'zod';
import { roles } from '../../api/role.ts';
import { durationBetween } from '../../shared/duration.ts';
import { logLevels } from './configuration.ts';
import { headerMap } from './header-map.ts';
import { listenAddress } from './listen-address.ts';
import { notifySettings } from './notify-settings.ts';
import { endpoint, pathOf, text } from './setting-kinds.ts';

/*
 * What a collector's file may hold, as people write it. What a connector needs beyond `id`, `name` and `source` is its
 * plugin's to say. No message repeats a value.
 */

export const connectorId = z
  .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be text') })
  .regex(/^[a-z0-9-]{1,64}$/, { error: 'must be 1 to 64 of a-z, 0-9 and -' });

/** Numbers come as text from `${env:…}`. */
const recordsOfRequest = z.preprocess(
  (given) => (typeof given === 'string' && given.trim() !== '' ? Number(given) : given),
  z
    .int({ error: 'must be a whole number' })
    .min(1, { error: 'must be at least 1' })
    .max(500, { error: 'must be at most 500' }),
);

export const otlpSettings = z.strictObject({
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

export const healthCheckInterval = durationBetween('10m', '7d');

/** A connector but for what its plugin checks. */
export const connectorSettings = z.looseObject({
  id: connectorId.describe('Key of its state: never changes.'),
  name: z.string({ error: 'must be text' }).trim().min(1).max(64).optional().describe('For people; default: the id.'),
  source: z.string({ error: 'must be text' }).optional().describe('What it collects.'),
  sources: z
    .array(z.string({ error: 'must be text' }), { error: 'must be a list of sources' })
    .min(1, { error: 'must name at least one source' })
    .optional()
    .describe('In place of source: one connector each.'),
  health_check_interval: healthCheckInterval
    .optional()
    .describe('How often the connection test runs by itself; without it never.'),
});

const hostName = /^(?!.*\.\.)[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$|^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+$/;

/** Fewer characters can be guessed. */
const shortestToken = 16;

const accessSettings = z.strictObject({
  name: text('must be text').max(64).describe('Of a person or a program: what the timeline shows.'),
  role: z
    .enum(roles)
    .prefault('admin')
    .describe('viewer: look; operator: also pause, test, replay; admin: also change.'),
  token: z
    .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be text') })
    .trim()
    .regex(/^[\x21-\x7e]*$/, { error: 'must be printable ASCII without spaces' })
    .min(shortestToken, { error: `must have at least ${shortestToken} characters: openssl rand -hex 32` })
    .max(512, { error: 'must have at most 512 characters' })
    .meta({ 'x-secret': true }),
});

const webSettings = z.strictObject({
  listen: listenAddress.describe('host:port of the console. Other than 127.0.0.1 and [::1]: only with tls and access.'),
  hosts: z
    .array(z.string({ error: 'must be text' }).trim().regex(hostName, { error: 'must be a host name' }).toLowerCase())
    .prefault([])
    .describe('Names the console is reached by, beside those of this machine.'),
  tls: z
    .strictObject({
      cert_file: pathOf('PEM file of the certificate, with those that lead to its authority.'),
      key_file: pathOf('PEM file of its key.').meta({ 'x-secret': false }),
    })
    .optional(),
  access: z.array(accessSettings).prefault([]).describe('Who may sign in.'),
});

const stateSettings = z.strictObject({
  directory: pathOf('Where checkpoints are kept.').prefault('./state'),
  key_file: pathOf(
    'File that secrets typed into the console are sealed with, outside the state directory; made where it is missing. ' +
      'Without it the console keeps references only.',
  )
    .optional()
    .meta({ 'x-secret': false }),
});

export const collectorSettings = z.strictObject({
  connectors: z.array(connectorSettings).prefault([]).describe('May be left out where there is a console.'),
  destination: destinationSettings.optional().describe('Without it: OTLP/JSON lines in ./records.jsonl.'),
  state: stateSettings.prefault({}),
  web: webSettings.optional().describe('Omit it to run without the console.'),
  metrics: metricsSettings.optional(),
  notify: z
    .array(notifySettings)
    .prefault([])
    .describe('Told when a connector needs a person, and when it no longer does.'),
  log: z.strictObject({ level: z.enum(logLevels).prefault('info') }).prefault({}),
});

export type CollectorSettings = z.infer<typeof collectorSettings>;
export type OtlpSettings = z.infer<typeof otlpSettings>;
export type WebSettings = z.infer<typeof webSettings>;
export type MetricsSettings = z.infer<typeof metricsSettings>;
export type ConnectorSettings = z.infer<typeof connectorSettings>;
