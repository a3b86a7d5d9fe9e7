import { z } from 'zod';
import { durationBetween } from '../shared/duration.ts';
import { Secret } from '../shared/secret.ts';
import { backfillStart } from './backfill-start.ts';
import { type Address, serverAddress, tenantAddress } from './cortex/address.ts';
import { onOrOff, yesOrNo } from './claim-settings.ts';
import { privacyKey, privacyRules, privacyRulesSchema } from './privacy/privacy-settings.ts';

/*
 * One schema per setting, in the order of a form. `title`, `description` and `examples` are what a person reads;
 * `x-secret` says of everything that sounds like a secret whether it is one; `x-advanced` may be folded away;
 * `x-file` names a file in a configuration file, and the host hands over its text; `x-start-of-history` is `all`, `now`,
 * a time or a duration, which a form asks for by choices; `x-binds-secret` says of a setting that it decides who sees the
 * secrets: when it changes, they have to be given again. No message repeats a value.
 */

const text = () => z.string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be text') });

const address = (normalise: (input: string) => Address) =>
  text().transform((input, ctx) => {
    const result = normalise(input);
    if (result.ok) return result.origin;
    for (const message of result.errors) ctx.issues.push({ code: 'custom', message, input });
    return z.NEVER;
  });

/** Numbers come as text from `${env:…}`. */
const numberIn = (schema: z.ZodNumber) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value), schema);

const between = (least: number, most: number) => ({ error: `must be a number from ${least} to ${most}` });
const whole = (least: number, most: number) => z.int(between(least, most)).min(least).max(most);

const idGoesHere = 'must be the number in the ID column of the API Keys table; this looks like the API key (CFG-003)';
const keyGoesHere = 'must be the API key; this looks like its ID, the number of the table (CFG-003)';

const apiKeyId = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  text()
    .trim()
    .refine((id) => id.length <= 20, { error: idGoesHere, abort: true })
    .regex(/^\d+$/, { error: 'must be a number, such as 12' }),
);

const apiKey = text()
  .trim()
  .min(1, { error: 'is required' })
  .max(512, { error: 'must be at most 512 characters long' })
  .regex(/^[\x21-\x7e]*$/, { error: 'must be printable ASCII without spaces: copy it again' })
  .refine((key) => !/^\d{1,20}$/.test(key), { error: keyGoesHere })
  .transform((key) => new Secret(key));

const proxy = text()
  .trim()
  .refine(isProxy, { error: 'must be a proxy such as http://proxy.corp.example:3128' })
  .transform((url) => new Secret(url));

function isProxy(input: string): boolean {
  const url = URL.parse(input);
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '';
}

/* What people write is a path, so the form of the text is no part of the schema they see. */
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;
const authorities = text().refine((given) => pem.test(given), {
  error: 'must hold at least one certificate in PEM form',
});

/** The settings that all Cortex sources share. */
export const settingsFields = {
  fqdn: address(tenantAddress)
    .optional()
    .meta({
      title: 'FQDN',
      description: 'The tenant, as Copy API URL on the API Keys page gives it. The name of the console works as well.',
      examples: ['acme.xdr.eu.paloaltonetworks.com', 'https://api-acme.crtx.us.paloaltonetworks.com'],
      'x-binds-secret': true,
    }),
  domain_name: address(tenantAddress)
    .optional()
    .meta({
      title: 'Domain name',
      description: 'Another name of FQDN, as Cortex XSOAR users know it. Give one of the two.',
      examples: ['https://api-acme.crtx.us.paloaltonetworks.com/xsoar/public/v1/'],
      'x-advanced': true,
      'x-binds-secret': true,
    }),
  server_url: address(serverAddress)
    .optional()
    .meta({
      title: 'Server URL',
      description: 'Instead of FQDN: the exact address of an XSOAR server of your own, or of a gateway.',
      examples: ['https://cortex.corp.example', 'https://10.1.2.3:8443'],
      'x-advanced': true,
      'x-binds-secret': true,
    }),
  api_key_id: apiKeyId.meta({
    title: 'API key ID',
    description: 'The number in the ID column of the API Keys table.',
    examples: ['12'],
    'x-secret': false,
  }),
  api_key: apiKey.meta({
    title: 'API key',
    description: 'The long text that is shown once, when the key is generated.',
    'x-secret': true,
    writeOnly: true,
  }),
  key_type: z
    .enum(['auto', 'standard', 'advanced'], { error: 'must be auto, standard or advanced' })
    .prefault('auto')
    .meta({
      title: 'Security level of the key',
      description: 'auto tries Advanced, then Standard, and remembers which one works.',
      'x-secret': false,
    }),
  backfill_start_time: backfillStart.prefault('all').meta({
    title: 'Start with',
    description:
      'Read on the first start only. all: everything the tenant still has. now: nothing that happened before. ' +
      'A time, or how long ago: everything since then.',
    examples: ['all', 'now', '2026-01-01T00:00:00Z', '30d'],
    'x-start-of-history': true,
  }),
  poll_interval: durationBetween('100ms', '24h')
    .prefault('60s')
    .meta({
      title: 'Poll interval',
      description: 'How often new records are asked for. Below 10s is for tests: the API is shared by all its users.',
      examples: ['60s', '5m'],
    }),
  overlap: durationBetween('0s', '60m')
    .prefault('5m')
    .meta({
      title: 'Overlap',
      description: 'How long after its time a record may still appear. Read again on each poll; repeats are left out.',
      examples: ['5m', '15m'],
      'x-advanced': true,
    }),
  requests_per_second: numberIn(z.number(between(0.1, 1000)).min(0.1).max(1000))
    .prefault(4)
    .meta({
      title: 'Requests per second',
      description:
        'Shared by all connectors of the tenant in this process. The vendor allows 10 for all API users together.',
      'x-advanced': true,
    }),
  request_timeout: durationBetween('100ms', '10m')
    .prefault('60s')
    .meta({
      title: 'Request timeout',
      description: 'How long one answer of the API may take, from the first byte sent to the last one read.',
      examples: ['60s'],
      'x-advanced': true,
    }),
  batch_size: numberIn(whole(1, 500)).prefault(200).meta({
    title: 'Batch size',
    description: 'Records delivered together.',
    'x-advanced': true,
  }),
  body: z
    .enum(['map', 'json', 'ocsf'], { error: 'must be map, json or ocsf' })
    .prefault('map')
    .meta({
      title: 'Body',
      description:
        'How the vendor record is kept in the body: as a map, as one JSON text, or in an OCSF event, whole in its ' +
        'raw_data.',
      'x-advanced': true,
    }),
  ecs: yesOrNo.prefault(false).meta({
    title: 'ECS attributes',
    description: 'Adds the names of the Elastic Common Schema where they differ from the semantic conventions.',
    'x-advanced': true,
  }),
  privacy: privacyRules.optional().meta({
    ...privacyRulesSchema,
    title: 'Privacy rules',
    description:
      'What happens to fields of the vendor’s before anything leaves the process: keep, hash, mask or drop, then names ' +
      'of fields; events.user_name reaches into lists, * is every field that is not named.',
    examples: ['drop: notes; hash: users, hosts', 'keep: incident_id, severity, status; drop: *'],
    'x-advanced': true,
  }),
  privacy_key: privacyKey.optional().meta({
    title: 'Privacy key',
    description:
      'What fields are hashed with, 32 characters or more (openssl rand -hex 32). The same key gives the same hashes; ' +
      'whoever has it can try out values.',
    'x-advanced': true,
    'x-secret': true,
    writeOnly: true,
  }),
  proxy: proxy.optional().meta({
    title: 'Proxy',
    description:
      'HTTP proxy to the API; without it HTTPS_PROXY and NO_PROXY decide. It may hold a user and a password.',
    'x-advanced': true,
    'x-secret': true,
    'x-binds-secret': true,
    writeOnly: true,
  }),
  ca_file: authorities.optional().meta({
    title: 'CA file',
    description: 'PEM file of authorities trusted beside those of the system, such as that of an inspecting proxy.',
    'x-advanced': true,
    'x-binds-secret': true,
    'x-file': true,
  }),
} as const;

/** The setting of a source that can fetch details of its records. */
export const enrichSetting = {
  enrich: z
    .enum(['none', 'alerts'], { error: 'must be none or alerts' })
    .prefault('none')
    .meta({
      title: 'Details',
      description:
        'alerts: the alerts of an incident become records of their own, and its network and file artifacts are fetched. ' +
        'They follow as the tenant allows: without asking for many at once, nine incidents a minute.',
      'x-selection': true,
    }),
} as const;

/** The setting of a source whose records never change. */
export const countedSetting = {
  completeness: onOrOff.prefault('on').meta({
    title: 'Completeness',
    description:
      'on counts what was delivered against what the API reports, 5 minutes, an hour and a day later. What is missing ' +
      'is read again and delivered, marked as late.',
    'x-advanced': true,
    'x-selection': true,
  }),
} as const;
