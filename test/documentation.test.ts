import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfiguration } from '../src/host/index.ts';
import { createCortexPlugin } from '../src/plugin/index.ts';

const root = join(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** The first example of a document that is a whole configuration. */
function example(file: string): string {
  const blocks = [...textOf(file).matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml ?? '');
  const whole = blocks.find((yaml) => yaml.includes('connectors:'));
  if (whole === undefined) throw new Error(`${file} shows no configuration`);
  return whole;
}

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'documentation-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function load(yaml: string) {
  const path = join(directory, 'cortex.yaml');
  writeFileSync(path, yaml);
  const env = { CORTEX_API_KEY: 'a-key-that-is-none' };
  return loadConfiguration(path, { plugins: [createCortexPlugin()], env, onSecret: () => undefined, isRoot: false });
}

describe('the configuration shown', () => {
  test.for(['README.md', 'docs/configuration.md'])('in %s can be used, without a warning', async (file) => {
    expect(await load(example(file))).toMatchObject({ ok: true, warnings: [] });
  });

  test('in docs/configuration.md shows the defaults', async () => {
    const shown = await load(example('docs/configuration.md'));
    const { connectors, destination } = parse(example('docs/configuration.md'));
    const { id, name, source, fqdn, api_key_id, api_key } = connectors[0];
    const short = { connectors: [{ id, name, source, fqdn, api_key_id, api_key }] };
    const { endpoint } = destination.otlp;
    const plain = await load(JSON.stringify({ ...short, destination: { otlp: { endpoint } } }));
    if (!shown.ok || !plain.ok) throw new Error('one of them cannot be used');
    const settled = ({ configuration }: typeof shown) => ({
      connectors: configuration.connectors.map(({ config }) => config),
      destination: configuration.destination.config,
      state: configuration.state,
      log: configuration.log,
    });
    expect(settled(shown)).toEqual(settled(plain));
  });

  test('in docs/configuration.md leaves no setting out', () => {
    const text = textOf('docs/configuration.md');
    const { properties } = JSON.parse(textOf('schemas/collector.json'));
    const names = new Set(namesIn(properties));
    expect(names.size).toBeGreaterThan(30);
    expect([...names].filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });
});

/** Names of settings, at any depth of the properties of a schema. */
function namesIn(properties: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(properties).flatMap(([name, schema]) => [name, ...namesBelow(schema)]);
}

function namesBelow(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesBelow);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...others } = schema as { readonly properties?: Readonly<Record<string, unknown>> };
  return [...(properties ? namesIn(properties) : []), ...Object.values(others).flatMap(namesBelow)];
}
