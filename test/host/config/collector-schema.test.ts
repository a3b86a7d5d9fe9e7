import { expect, test } from 'vitest';
import { z } from 'zod';
import { collectorSchema } from '../../../src/host/config/collector-schema.ts';
import { numbersPlugin } from './numbers-plugin.ts';

const schema = collectorSchema(numbersPlugin.manifest.sources);
const published = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

function accepts(configuration: unknown): boolean {
  return published.safeParse(configuration).success;
}

const connector = { id: 'a', source: 'odd-numbers', host: 'h', token: '${env:T}' };

test('the published schema takes what people write', () => {
  expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
  expect(accepts({ connectors: [connector] })).toBe(true);
  const { source: _, ...several } = connector;
  expect(accepts({ connectors: [{ ...several, sources: ['odd-numbers', 'even-numbers'], speed: 2 }] })).toBe(true);
});

test('a reference may stand for any value', () => {
  const otlp = { endpoint: '${env:E}', encoding: '${env:E}', max_request_records: '${env:N}', timeout: '${env:T}' };
  expect(accepts({ connectors: [{ ...connector, ca_file: '${env:F}' }], destination: { otlp } })).toBe(true);
  expect(accepts({ connectors: [connector], destination: { otlp: { ...otlp, encoding: 'xml' } } })).toBe(false);
});

test.each([
  ['an unknown name', { connectors: [connector], destinatoin: {} }],
  ['an unknown setting of a connector', { connectors: [{ ...connector, hots: 'x' }] }],
  ['an unknown source', { connectors: [{ ...connector, source: 'numbers' }] }],
  ['a connector without what its source needs', { connectors: [{ id: 'a', source: 'odd-numbers' }] }],
  ['no connector', { connectors: [] }],
  ['a wrong id', { connectors: [{ ...connector, id: 'A' }] }],
])('the published schema refuses %s', (_what, configuration) => {
  expect(accepts(configuration)).toBe(false);
});
