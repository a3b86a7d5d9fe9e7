import type { RJSFSchema } from '@rjsf/utils';
import { inWords } from '../../ui/in-words.ts';
import type { SettingValue } from './form-values.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** How a field is asked for. `unsupported`: it takes more than one line of text, so it stays in the configuration file. */
export type FieldKind = 'text' | 'number' | 'flag' | 'choice' | 'secret' | 'start-of-history' | 'unsupported';

/** One setting as the manifest describes it, with everything read out of its schema that the form goes by. */
export interface SourceField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly kind: FieldKind;
  /** What the value is checked against, without what this browser cannot check. */
  readonly schema: RJSFSchema;
  readonly options: readonly FieldOption[];
  readonly defaultValue: SettingValue | undefined;
  readonly examples: readonly string[];
  /** May be folded away. */
  readonly advanced: boolean;
  /** It decides where the secrets go. */
  readonly bindsSecret: boolean;
  /** It narrows this one source: a form for several leaves it out. */
  readonly selection: boolean;
  /** It names a file on the collector's machine. */
  readonly file: boolean;
  /** Its pattern is no regular expression here, so that only the server checks it. */
  readonly patternIsUnusable: boolean;
}

export interface FieldOption {
  readonly value: NonNullable<SettingValue>;
  readonly words: string;
}

/** Reads one property of a settings schema, whatever a plugin's author has written there. */
export function readField(name: string, written: JsonSchema, definitions: JsonSchema): SourceField {
  const schema = plain(dereferenced(written, definitions));
  const options = optionsOf(schema);
  const kind = kindOf(schema, options);
  const patternIsUnusable = typeof schema['pattern'] === 'string' && !isPattern(schema['pattern']);
  return {
    name,
    title: text(schema['title']) ?? inWords(name),
    description: text(schema['description']) ?? '',
    kind,
    schema: checkable(schema, kind, options, patternIsUnusable),
    options,
    defaultValue: isChoice(schema['default']) ? schema['default'] : undefined,
    examples: Array.isArray(schema['examples']) ? schema['examples'].filter(isChoice).map(String) : [],
    advanced: schema['x-advanced'] === true,
    bindsSecret: schema['x-binds-secret'] === true,
    selection: schema['x-selection'] === true,
    file: schema['x-file'] === true,
    patternIsUnusable,
  };
}

function dereferenced(schema: JsonSchema, definitions: JsonSchema): JsonSchema {
  const { $ref, ...rest } = schema;
  const name = typeof $ref === 'string' ? /^#\/(?:definitions|\$defs)\/([^/]+)$/.exec($ref)?.[1] : undefined;
  const target = name === undefined ? undefined : definitions[decodeURIComponent(name)];
  return isSchema(target) ? { ...target, ...rest } : schema;
}

/** What may also be null is asked for as if it could not: blank is how a person says null. */
function plain(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (Array.isArray(type)) {
    const types = type.filter((one) => one !== 'null');
    return { ...schema, type: types.length === 1 ? types[0] : 'string' };
  }
  for (const union of ['anyOf', 'oneOf'] as const) {
    const branches = Array.isArray(schema[union]) ? schema[union].filter(isSchema) : [];
    const [only, ...others] = branches.filter(({ type: of }) => of !== 'null');
    if (only && others.length === 0) {
      const { [union]: _, ...rest } = schema;
      return plain({ ...only, ...rest });
    }
  }
  return schema;
}

/** `enum`, or `oneOf` constants that have titles. */
function optionsOf(schema: JsonSchema): readonly FieldOption[] {
  if (Array.isArray(schema['enum'])) {
    return schema['enum'].flatMap((value) => (isChoice(value) ? [{ value, words: inWords(value) }] : []));
  }
  for (const union of ['oneOf', 'anyOf']) {
    const branches = schema[union];
    if (!Array.isArray(branches)) continue;
    const options = branches
      .filter(isSchema)
      .flatMap(({ const: value, title }) => (isChoice(value) ? [{ value, words: text(title) ?? inWords(value) }] : []));
    if (options.length === branches.length) return options;
  }
  return [];
}

function kindOf(schema: JsonSchema, options: readonly FieldOption[]): FieldKind {
  if (schema['x-secret'] === true) return 'secret';
  if (options.length > 0) return 'choice';
  if (schema['x-start-of-history'] === true) return 'start-of-history';
  switch (schema['type']) {
    case 'boolean':
      return 'flag';
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
    case 'object':
      return 'unsupported';
    default:
      return 'properties' in schema || 'items' in schema ? 'unsupported' : 'text';
  }
}

/** Keywords a single value is checked by. */
const checks = [
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'const',
  'not',
];

function checkable(
  schema: JsonSchema,
  kind: FieldKind,
  options: readonly FieldOption[],
  patternIsUnusable: boolean,
): RJSFSchema {
  if (kind === 'unsupported') return {};
  if (kind === 'choice') return { ...typeOf(options), enum: options.map(({ value }) => value) };
  const kept = checks.filter((keyword) => keyword in schema && !(keyword === 'pattern' && patternIsUnusable));
  const type =
    kind === 'flag' ? 'boolean' : kind === 'number' ? (schema['type'] === 'integer' ? 'integer' : 'number') : 'string';
  return { type, ...Object.fromEntries(kept.map((keyword) => [keyword, schema[keyword]])) };
}

/** The one type that all options have, if there is one. */
function typeOf(options: readonly FieldOption[]): Pick<RJSFSchema, 'type'> {
  const [type, ...others] = new Set(options.map(({ value }) => typeof value));
  if (others.length > 0) return {};
  return type === 'number' || type === 'boolean' ? { type } : { type: 'string' };
}

/** As the validator compiles it. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isChoice(value: unknown): value is NonNullable<SettingValue> {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
