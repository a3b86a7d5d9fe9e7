import { createHash } from 'node:crypto';
import type { CommandDescription, JsonValue } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import { maskedJson } from '../console/masked-json.ts';

/** The most that is kept of an input, as JSON: a thousand endpoints by their names or ids are told of, each. */
const mostCharacters = 131_072;
/** The most that is kept of a text in it: a script leaves room for its targets. */
const mostOfText = 16_384;

/**
 * An input as the journal and the audit log have it: as it was typed, without what its schema calls a secret, what has a
 * name that smells of one, and secrets that are known. A long text is cut, with its size and SHA-256 told; one beyond all
 * measure altogether.
 */
export function keptInput(
  input: unknown,
  { input: schema }: Pick<CommandDescription, 'input'>,
  redactor: Pick<Redactor, 'redact'>,
): JsonValue {
  // What is no JSON has been refused before; what is left out by it says nothing.
  const typed = JSON.parse(JSON.stringify(input) ?? 'null') as JsonValue;
  return maskedJson(withShortTexts(withoutSecrets(typed, schema), redactor), redactor, mostCharacters);
}

/** Of the parameters; what they hold is text and lists of names. */
function withShortTexts(input: JsonValue, { redact }: Pick<Redactor, 'redact'>): JsonValue {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const shortText = (value: JsonValue): JsonValue => {
    if (typeof value !== 'string' || value.length <= mostOfText) return value;
    const sha256 = createHash('sha256').update(value).digest('hex');
    // Masked before it is cut: half a secret is not found any more.
    return `${redact(value).slice(0, mostOfText).toWellFormed()}… (${value.length} characters, SHA-256 ${sha256})`;
  };
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, shortText(value)]));
}

function withoutSecrets(input: JsonValue, schema: Readonly<Record<string, unknown>>): JsonValue {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const isSecret = (name: string) => Object.hasOwn(properties, name) && properties[name]?.['x-secret'] === true;
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, isSecret(name) ? '[redacted]' : value]),
  );
}
