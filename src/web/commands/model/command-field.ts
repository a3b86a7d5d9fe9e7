import type { ConnectorCommand } from '../../../api/commands.ts';
import { isSchema, type JsonSchema, readField, type SourceField } from '../../form/model/read-field.ts';

/** How a parameter is asked for. `page`: a text of several lines; `lines`: an entry each; `json`: what has no plainer form. */
export type ParameterKind = 'text' | 'page' | 'number' | 'flag' | 'choice' | 'checks' | 'time' | 'lines' | 'json';

/** A text that may be longer than this is no longer a line. */
const longestLine = 1000;

/** A parameter of a command, as its JSON Schema describes it. */
export interface CommandField extends Pick<SourceField, 'name' | 'title' | 'description' | 'options'> {
  readonly kind: ParameterKind;
  readonly required: boolean;
  /** What is meant where it is blank. */
  readonly defaultValue: unknown;
  readonly examples: readonly string[];
  /** What whoever ticks it has to know. */
  readonly warning?: string;
  /** Of `lines`: whether the entries are numbers. */
  readonly numbers: boolean;
}

/** By the agreement, `all` of what changes something is everything there is. */
const everything = 'It concerns everything the key reaches, not only what somebody has in mind.';

/** The parameters of a command, in the order of its form. */
export function commandFields({
  input,
  order,
  access,
}: Pick<ConnectorCommand, 'input' | 'order' | 'access'>): readonly CommandField[] {
  const properties = isSchema(input['properties']) ? input['properties'] : {};
  const definitions = schemaOr(input['definitions'] ?? input['$defs']);
  const required = new Set(Array.isArray(input['required']) ? input['required'] : []);
  const names = new Set([...order.filter((name) => name in properties), ...Object.keys(properties)]);
  const fields = [...names].map((name) => fieldOf(name, schemaOr(properties[name]), { definitions, required }));
  if (access === 'read') return fields;
  return fields.map((field) =>
    field.name === 'all' && field.kind === 'flag' ? { warning: everything, ...field } : field,
  );
}

function fieldOf(
  name: string,
  written: JsonSchema,
  { definitions, required }: { readonly definitions: JsonSchema; readonly required: ReadonlySet<unknown> },
): CommandField {
  const { title, description, options, kind } = readField(name, written, definitions);
  const schema = resolved(written, definitions);
  const list = listIn(schema, definitions);
  const items = list && schemaOr(list['items']);
  const read = items && readField(name, items, definitions);
  const field = {
    name,
    title,
    description,
    required: required.has(name),
    defaultValue: schema['default'],
    ...(typeof schema['x-warning'] === 'string' && { warning: schema['x-warning'] }),
    options: read?.options ?? options,
    examples: examplesOf(schema, list !== undefined),
    numbers: read?.kind === 'number',
  };
  if (read) return { ...field, kind: listKind(read) };
  return { ...field, kind: plainKind(kind, schema) };
}

function plainKind(kind: SourceField['kind'], schema: JsonSchema): ParameterKind {
  if (schema['x-time'] === true || schema['format'] === 'date-time') return 'time';
  if (kind === 'unsupported') return 'json';
  if (kind === 'number' || kind === 'flag' || kind === 'choice') return kind;
  return Number(schema['maxLength'] ?? 0) > longestLine ? 'page' : 'text';
}

function listKind({ kind, options }: SourceField): ParameterKind {
  if (options.length > 0) return 'checks';
  return kind === 'text' || kind === 'number' ? 'lines' : 'json';
}

/** A parameter that takes one of something often takes several as well: then it is asked for as a list. */
function listIn(schema: JsonSchema, definitions: JsonSchema): JsonSchema | undefined {
  if (schema['type'] === 'array') return schema;
  const unions = [schema['anyOf'], schema['oneOf']].flatMap((union) => (Array.isArray(union) ? union : []));
  return unions
    .filter(isSchema)
    .map((branch) => resolved(branch, definitions))
    .find(({ type }) => type === 'array');
}

function resolved(schema: JsonSchema, definitions: JsonSchema): JsonSchema {
  const { $ref, ...rest } = schema;
  const name = typeof $ref === 'string' ? /^#\/(?:definitions|\$defs)\/([^/]+)$/.exec($ref)?.[1] : undefined;
  const target = name === undefined ? undefined : definitions[name];
  return isSchema(target) ? { ...target, ...rest } : schema;
}

/** Of a list the entries of its first example, a line each. */
function examplesOf({ examples }: JsonSchema, isList: boolean): readonly string[] {
  if (!Array.isArray(examples)) return [];
  const given: readonly unknown[] = isList && Array.isArray(examples[0]) ? examples[0] : examples;
  return given.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}

function schemaOr(value: unknown): JsonSchema {
  return isSchema(value) ? value : {};
}
