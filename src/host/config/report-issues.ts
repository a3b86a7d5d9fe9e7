import { z } from 'zod';
import { nearestName } from '../../shared/nearest-name.ts';
import type { Findings, SettingPath } from './findings.ts';

/** What a schema found, as findings below `base`. */
export function reportIssues(
  error: z.core.$ZodError,
  schema: z.ZodType,
  findings: Findings,
  base: SettingPath = [],
): void {
  for (const issue of error.issues) {
    const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
    if (issue.code === 'unrecognized_keys') {
      const names = namesAt(schema, issue.path);
      for (const key of issue.keys) findings.error([...path, key], unknownSetting(key, names));
    } else if (!findings.hasError(path)) {
      // Otherwise something was said of the value already, such as a reference that leads nowhere.
      findings.error(path, wordsOf(issue));
    }
  }
}

function unknownSetting(key: string, names: readonly string[]) {
  const suggested = nearestName(key, names);
  return { message: 'is no setting', allowed: names.join(', '), ...(suggested !== undefined && { suggested }) };
}

function wordsOf(issue: z.core.$ZodIssue) {
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const suggested = typeof issue.input === 'string' ? nearestName(issue.input, allowed) : undefined;
    return { message: 'has a value that is not known', allowed: allowed.join(', '), ...(suggested && { suggested }) };
  }
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid input')) return { message: issue.message };
  if (issue.input === undefined) return { message: 'is required' };
  return { message: kinds[issue.expected] ?? `must be ${issue.expected}` };
}

const kinds: Readonly<Partial<Record<string, string>>> = {
  object: 'must be a map of settings',
  record: 'must be a map',
  array: 'must be a list',
  string: 'must be text',
  number: 'must be a number',
};

/** Names of the settings that the schema knows at a path. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const found = path.reduce<unknown>((at, part) => {
    const inner = unwrapped(at);
    if (inner instanceof z.ZodArray) return inner.element;
    return inner instanceof z.ZodObject ? (inner.shape as Record<PropertyKey, unknown>)[part] : undefined;
  }, schema);
  const inner = unwrapped(found);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault;
  return wraps ? unwrapped(schema.unwrap()) : schema;
}
