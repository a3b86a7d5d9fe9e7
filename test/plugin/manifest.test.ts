import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../../src/contract/index.ts';
import { manifest } from '../../src/plugin/manifest.ts';

interface Property {
  readonly title?: string;
  readonly description?: string;
  readonly writeOnly?: boolean;
  readonly default?: unknown;
  readonly 'x-secret'?: boolean;
  readonly 'x-selection'?: boolean;
}

test('the manifest satisfies its schema', () => {
  expect(manifestSchema.safeParse(manifest).error).toBeUndefined();
});

test('the plugin’s id never changes', () => {
  expect(manifest.id).toBe('6f219e2a-efd7-4c78-ac40-56d0009d75b3');
});

describe.each(manifest.sources.map((source) => ({ id: source.id, source })))('$id', ({ source }) => {
  const properties = Object.entries(source.configuration['properties'] as Readonly<Record<string, Property>>);

  test('the form has every field once, in order', () => {
    expect(source.order).toEqual(properties.map(([name]) => name));
  });

  test.each(properties)('%s says what it is', (_, { title, description }) => {
    expect(title).toMatch(/^\S/);
    expect(description).toMatch(/^\S.*\.$/);
  });

  test.each(properties.filter(([name]) => /key|token|secret|password|credential|proxy/i.test(name)))(
    '%s sounds like a secret, and says whether it is one',
    (_, property) => {
      expect(property['x-secret']).toBeTypeOf('boolean');
      expect(property.writeOnly ?? false).toBe(property['x-secret']);
      expect(property['x-secret'] === true && 'default' in property).toBe(false);
    },
  );

  test('secrets are exactly the two keys, and the proxy, which may hold a password', () => {
    const secrets = properties.filter(([, property]) => property['x-secret']).map(([name]) => name);
    expect(secrets).toEqual(['api_key', 'privacy_key', 'proxy']);
  });

  test('the defaults of the documents are those of the form', () => {
    const ofSome = (name: string) => ['api_generation', 'commands'].includes(name);
    const defaults = properties.filter(
      ([name, property]) => 'default' in property && !property['x-selection'] && !ofSome(name),
    );
    expect(Object.fromEntries(defaults.map(([name, property]) => [name, property.default]))).toEqual({
      key_type: 'auto',
      // A query has windows and a delay, and each window costs.
      ...(source.id === 'xdr-xql' ? { backfill_start_time: 'now' } : { backfill_start_time: 'all', overlap: '5m' }),
      poll_interval: '60s',
      requests_per_second: 4,
      request_timeout: '60s',
      batch_size: 200,
      body: 'map',
      ecs: false,
    });
  });

  test('nothing is left out unless it is asked for', () => {
    // How long a window is narrows nothing.
    const ofWindows = ['xql_window', 'xql_delay'];
    const selection = properties.filter(([name, property]) => property['x-selection'] && !ofWindows.includes(name));
    expect(selection).not.toEqual([]);
    expect(
      selection.filter(
        ([, property]) => 'default' in property && !['any', 'none', 'on'].includes(String(property.default)),
      ),
    ).toEqual([]);
  });

  test('steps lead to the key, its ID and the FQDN', () => {
    const steps = source.steps.join('\n');
    for (const part of ['Integrations → API Keys', '+ New Key', 'API key ID', 'Copy API URL'])
      expect(steps).toContain(part);
    expect(source.prerequisites.length).toBeGreaterThan(0);
  });
});
