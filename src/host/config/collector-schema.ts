import { z } from 'zod';
import type { SourceManifest } from '../../contract/index.ts';
import { collectorSettings } from './collector-settings.ts';
import { propertiesOf, requiredOf, type Schema } from './schema-parts.ts';

/** JSON Schema (draft-07) of a collector's file, for editors: with these sources, and with references in place of values. */
export function collectorSchema(sources: readonly SourceManifest[]): Schema {
  const whole = z.toJSONSchema(collectorSettings, { target: 'draft-07', io: 'input' }) as Schema;
  const { connectors, ...others } = propertiesOf(whole);
  const host = propertiesOf((connectors as Schema)['items'] as Schema);
  return {
    ...whole,
    title: 'Collector configuration',
    properties: {
      connectors: { ...(connectors as Schema), items: { anyOf: connectorVariants(host, sources) } },
      ...mapValues(others, withReferences),
    },
    // With a console connectors can be added later.
    anyOf: [{ required: ['web'] }, { required: ['connectors'], properties: { connectors: { minItems: 1 } } }],
  };
}

/** One variant a source, and one for several sources that share their settings. */
function connectorVariants(host: Schema, sources: readonly SourceManifest[]): readonly Schema[] {
  const { id, name } = host;
  const checks = { health_check_interval: withReferences(host['health_check_interval']) };
  const single = sources.map(({ id: source, title, configuration }) => ({
    title,
    type: 'object',
    properties: { id, name, source: { const: source }, ...settingsOf(configuration), ...checks },
    required: ['id', 'source', ...requiredOf(configuration)],
    additionalProperties: false,
  }));
  const [first, ...rest] = sources.map(({ configuration }) => requiredOf(configuration));
  const shared = {
    title: 'Several sources of one tenant',
    type: 'object',
    properties: {
      id,
      name,
      sources: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: sources.map((source) => source.id) } },
      ...Object.assign({}, ...sources.map(({ configuration }) => settingsOf(configuration))),
      ...checks,
    },
    required: ['id', 'sources', ...(first ?? []).filter((field) => rest.every((required) => required.includes(field)))],
    additionalProperties: false,
  };
  return [...single, shared];
}

const settingsOf = (configuration: Schema) => mapValues(propertiesOf(configuration), withReferences);

function mapValues(of: Schema, map: (schema: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(value)]));
}

/** Any value may be text that refers elsewhere; the words for people stay where editors look for them. */
function withReferences(given: unknown): unknown {
  const schema = given as Schema;
  if (schema['properties']) return { ...schema, properties: mapValues(propertiesOf(schema), withReferences) };
  const isPlainText = schema['type'] === 'string' && !textConstraints.some((keyword) => keyword in schema);
  if (schema['type'] === 'array') return { ...schema, items: withReferences(schema['items']) };
  if (isPlainText) return schema;
  const { title, description, default: value, examples, ...constraints } = schema;
  const words = Object.fromEntries(
    Object.entries({ title, description, default: value, examples }).filter(([, word]) => word !== undefined),
  );
  return { ...words, anyOf: [constraints, reference] };
}

/** What a reference, as it stands in the file, need not satisfy. */
const textConstraints = ['enum', 'pattern', 'format', 'minLength'];

const reference = { type: 'string', pattern: '\\$\\{(env|file):[^}]+\\}' };
