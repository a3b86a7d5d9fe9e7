import type { ConsoleInfo } from '../../../api/console-info.ts';
import { isSchema, type JsonSchema, readField, type SourceField } from './read-field.ts';

type Manifest = ConsoleInfo['manifests'][number];
type SourceManifest = Manifest['sources'][number];

/** A source of a plugin as its manifest describes it: what a form is drawn from. */
export interface SourceForm {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly plugin: { readonly id: string; readonly title: string };
  readonly prerequisites: readonly string[];
  readonly steps: readonly string[];
  /** In the order of the form. */
  readonly fields: readonly SourceField[];
  /** Those of `fields` that are asked for under some condition only. */
  readonly conditional: ReadonlySet<string>;
  readonly required: readonly string[];
  /** Settings of which exactly one is given; undefined where there is no such rule. */
  readonly exactlyOne: ExactlyOne | undefined;
  /** What the schema says beyond its properties: parts it refers to, and conditions such as `if` and `allOf`. */
  readonly definitions: JsonSchema;
  readonly conditions: JsonSchema;
}

/** Alternatives, named by the first one. */
export interface ExactlyOne {
  readonly name: string;
  readonly members: readonly string[];
}

/** Every source of every plugin. */
export function sourceForms(info: Pick<ConsoleInfo, 'manifests'>): readonly SourceForm[] {
  return info.manifests.flatMap((manifest) => manifest.sources.map((source) => sourceForm(manifest, source)));
}

/** Whether one form can add connectors of both: what one of them cannot do without, the other one knows. */
export function goTogether(one: SourceForm, other: SourceForm): boolean {
  return one.plugin.id === other.plugin.id && knowsNeedsOf(one, other) && knowsNeedsOf(other, one);
}

/**
 * What a form for several sources asks for: the settings they share, but for what each can be narrowed to. What one of
 * them has alone stays as it is by default. Required is what any of them requires.
 */
export function combined(sources: readonly SourceForm[]): SourceForm | undefined {
  const [first, ...others] = sources;
  if (!first || others.length === 0) return first;
  const required = [...new Set(sources.flatMap((source) => source.required))];
  const shared = first.fields.filter(
    ({ name, selection }) => !selection && others.every((other) => other.fields.some((field) => field.name === name)),
  );
  return { ...first, fields: shared, required };
}

function knowsNeedsOf(one: SourceForm, other: SourceForm): boolean {
  const known = new Set(one.fields.map(({ name }) => name));
  return [...other.required, ...(other.exactlyOne?.members ?? [])].every((name) => known.has(name));
}

function sourceForm(manifest: Manifest, source: SourceManifest): SourceForm {
  const { id, title, description, prerequisites, steps, configuration } = source;
  const conditions = conditionsOf(configuration);
  const properties = schemaOr(configuration['properties'], {});
  const conditional = conditionalProperties(conditions);
  const all: JsonSchema = { ...conditional, ...properties };
  const definitions = schemaOr(configuration['definitions'] ?? configuration['$defs'], {});
  const order = new Set([...source.order.filter((name) => name in all), ...Object.keys(all)]);
  return {
    id,
    title,
    description,
    plugin: { id: manifest.id, title: manifest.title },
    prerequisites,
    steps,
    fields: [...order].map((name) => readField(name, schemaOr(all[name], {}), definitions)),
    conditional: new Set(Object.keys(conditional).filter((name) => !(name in properties))),
    required: strings(configuration['required']),
    exactlyOne: exactlyOneOf(strings(configuration['x-exactly-one']).filter((name) => name in properties)),
    definitions,
    conditions,
  };
}

function exactlyOneOf(members: readonly string[]): ExactlyOne | undefined {
  const [name] = members;
  return name === undefined || members.length < 2 ? undefined : { name, members };
}

/** Keywords of a settings schema that depend on what is filled in. */
const conditionKeywords = [
  'if',
  'then',
  'else',
  'allOf',
  'anyOf',
  'oneOf',
  'dependencies',
  'dependentSchemas',
  'dependentRequired',
];

function conditionsOf(configuration: JsonSchema): JsonSchema {
  return Object.fromEntries(
    conditionKeywords.flatMap((keyword) => (keyword in configuration ? [[keyword, configuration[keyword]]] : [])),
  );
}

/** Properties that conditions bring in, however deep. What stands in an `if` is asked about, not asked for. */
function conditionalProperties(value: unknown): JsonSchema {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(conditionalProperties));
  if (!isSchema(value)) return {};
  const { if: _if, not: _not, properties, ...rest } = value;
  return { ...Object.assign({}, ...Object.values(rest).map(conditionalProperties)), ...schemaOr(properties, {}) };
}

function schemaOr(value: unknown, otherwise: JsonSchema): JsonSchema {
  return isSchema(value) ? value : otherwise;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
