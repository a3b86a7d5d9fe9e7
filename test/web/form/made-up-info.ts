import { readFileSync } from 'node:fs';
import type { ConnectorDetails } from '../../../src/api/connector-form.ts';
import { type ConsoleInfo, consoleInfoSchema } from '../../../src/api/console-info.ts';

/** A plugin the console has never seen, with what a JSON Schema may hold that ours does not. */
export const madeUpManifest: ConsoleInfo['manifests'][number] = {
  id: '1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b',
  slug: 'weather',
  version: '2.0.0',
  title: 'Weather stations',
  description: 'Readings of weather stations.',
  commands: [],
  sources: [
    {
      id: 'weather-readings',
      title: 'Readings',
      description: 'Every reading of a station.',
      events: ['weather.reading'],
      prerequisites: ['A station.'],
      steps: ['Climb the roof.', 'Read the label.'],
      order: ['station', 'email', 'token', 'unit'],
      configuration: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        'x-exactly-one': ['station', 'email'],
        definitions: { metres: { type: 'integer', minimum: -400, maximum: 9000 } },
        properties: {
          token: { title: 'Token', 'x-secret': true, writeOnly: true, type: 'string', pattern: '^sk-' },
          station: { title: 'Station', type: 'string', pattern: '^[A-Z]{4}$', examples: ['EDDF', 'KJFK'] },
          email: { title: 'E-mail', type: 'string', format: 'email', 'x-advanced': true },
          unit: {
            title: 'Unit',
            oneOf: [
              { const: 'c', title: 'Celsius' },
              { const: 'f', title: 'Fahrenheit' },
            ],
            default: 'c',
          },
          altitude: { $ref: '#/definitions/metres', title: 'Altitude', 'x-advanced': true },
          wind: { title: 'With wind', type: 'boolean', default: true },
          since: { title: 'Since', type: 'string', 'x-start-of-history': true, default: 'now' },
          odd_pattern: { title: 'Odd', type: 'string', pattern: '^\\_\\-$' },
          note: { title: 'Note', type: ['string', 'null'], maxLength: 5 },
          floors: { title: 'Floors', type: ['integer', 'null'] },
          tags: { title: 'Tags', type: 'array', items: { type: 'string' } },
          mode: { title: 'Mode', type: 'string', enum: ['push', 'pull_slowly', 'auto', 'off', 'other'] },
        },
        required: ['token'],
        if: { properties: { mode: { const: 'push' } }, required: ['mode'] },
        // The agreement's manifests are plain JSON: this is a word of JSON Schema, and nothing is awaited.
        // oxlint-disable-next-line unicorn/no-thenable
        then: {
          properties: { push_key: { title: 'Push key', type: 'string', 'x-secret': true, writeOnly: true } },
          required: ['push_key'],
        },
        additionalProperties: false,
      },
    },
  ],
};

const cortex: unknown = JSON.parse(readFileSync(new URL('../../../manifest.json', import.meta.url), 'utf8'));

/** What a collector with both plugins says of itself. */
export function someInfo(change: Partial<ConsoleInfo> = {}): ConsoleInfo {
  return consoleInfoSchema.parse({
    version: '1.0.0',
    manifests: [cortex, madeUpManifest],
    destination: 'http://127.0.0.1:4318',
    secrets: 'sealed',
    statusWords: ['Active'],
    ...change,
  });
}

export function someConnector(change: Partial<ConnectorDetails> = {}): ConnectorDetails {
  return {
    id: 'soc-eu',
    name: 'SOC EU',
    source: 'xdr-incidents',
    origin: 'saved',
    tenant: 'https://api-acme.xdr.eu.paloaltonetworks.com',
    settings: { domain_name: 'acme.xdr.eu.paloaltonetworks.com', api_key_id: '12', backfill_start_time: '30d' },
    secrets: { api_key: { kind: 'sealed', setAt: '2026-11-18T20:34:07.000Z' } },
    destination: null,
    healthCheckInterval: null,
    etag: '"1"',
    yaml: '',
    lastTest: null,
    ...change,
  };
}
