import type { CommandDescription, JsonValue } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import { maskedJson } from '../console/masked-json.ts';

/**
 * An input as the journal and the audit log have it: as it was typed, without what its schema calls a secret, what has a
 * name that smells of one, and secrets that are known. One beyond all measure is cut.
 */
export function keptInput(
  input: unknown,
  { input: schema }: Pick<CommandDescription, 'input'>,
  redactor: Pick<Redactor, 'redact'>,
): JsonValue {
  // What is no JSON has been refused before; what is left out by it says nothing.
  const typed = JSON.parse(JSON.stringify(input) ?? 'null') as JsonValue;
  return maskedJson(withoutSecrets(typed, schema), redactor);
}

function withoutSecrets(input: JsonValue, schema: Readonly<Record<string, unknown>>): JsonValue {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const isSecret = (name: string) => Object.hasOwn(properties, name) && properties[name]?.['x-secret'] === true;
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, isSecret(name) ? '[redacted]' : value]),
  );
}
