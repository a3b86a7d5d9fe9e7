import { type Schema, Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import { collectorSchema } from '../../../src/host/config/collector-schema.ts';
import { numbersPlugin } from './numbers-plugin.ts';

const schema = collectorSchema(numbersPlugin.manifest.sources);
const published = new Validator(schema as Schema, '7');

function accepts(configuration: unknown): boolean {
  return published.validate(configuration).valid;
}

const connector = { id: 'a', source: 'odd-numbers', host: 'h', token: '${env:T}' };

test('the published schema takes what people write', () => {
  expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
  expect(accepts({ connectors: [connector] })).toBe(true);
  const { source: _, ...several } = connector;
  expect(accepts({ connectors: [{ ...several, sources: ['odd-numbers', 'even-numbers'], speed: 2 }] })).toBe(true);
});

test('the published schema takes a console without a connector, and what stands beside connectors', () => {
  const tls = { cert_file: 'a.pem', key_file: 'b.pem' };
  const access = [{ name: 'anna', role: 'viewer', token: '${env:T}' }];
  expect(accepts({ web: { listen: '127.0.0.1:1' } })).toBe(true);
  expect(accepts({ connectors: [], web: { listen: '0.0.0.0:1', hosts: ['a.example'], tls, access } })).toBe(true);
  const notify = [
    { webhook: { url: 'https://x' } },
    { smtp: { host: 'a', port: '${env:P}', from: 'a@b', to: ['c@d'] } },
  ];
  expect(accepts({ connectors: [{ ...connector, health_check_interval: '6h' }], notify })).toBe(true);
});

test('a reference may stand for any value', () => {
  const otlp = { endpoint: '${env:E}', encoding: '${env:E}', max_request_records: '${env:N}', timeout: '${env:T}' };
  expect(
    accepts({ connectors: [{ ...connector, ca_file: '${env:F}', salt: '${env:S}' }], destination: { otlp } }),
  ).toBe(true);
  expect(accepts({ connectors: [connector], destination: { otlp: { ...otlp, encoding: 'xml' } } })).toBe(false);
});

test.each([
  ['an unknown name', { connectors: [connector], destinatoin: {} }],
  ['an unknown setting of a connector', { connectors: [{ ...connector, hots: 'x' }] }],
  ['an unknown source', { connectors: [{ ...connector, source: 'numbers' }] }],
  ['a connector without what its source needs', { connectors: [{ id: 'a', source: 'odd-numbers' }] }],
  ['no connector and no console', { connectors: [] }],
  ['neither', {}],
  ['a wrong interval of checks', { connectors: [{ ...connector, health_check_interval: 6 }] }],
  ['a channel that is nothing', { connectors: [connector], notify: [{ telephone: '1' }] }],
  ['a wrong id', { connectors: [{ ...connector, id: 'A' }] }],
])('the published schema refuses %s', (_what, configuration) => {
  expect(accepts(configuration)).toBe(false);
});
