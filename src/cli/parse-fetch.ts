import { InvalidArgumentError } from 'commander';
import type { JsonValue } from '../contract/index.ts';
import { durationMs } from '../shared/duration.ts';

/** A number of records of the command line, or `all`, which is Infinity. @throws InvalidArgumentError. */
export function parseMost(text: string): number {
  if (text === 'all') return Infinity;
  const most = parseCount(text);
  if (most > 0) return most;
  throw new InvalidArgumentError('It must be a whole number from 1 on, or all.');
}

/** @throws InvalidArgumentError. */
export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

/** Milliseconds of a duration; of a bare number, minutes. @throws InvalidArgumentError. */
export function parseTolerance(text: string): number {
  const ms = durationMs(/^\d{1,6}$/.test(text) ? `${text}m` : text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError('It must be minutes, or a duration such as 30s or 1h.');
}

/** @throws InvalidArgumentError. */
export function parseDirection(text: string): 'ascending' | 'descending' {
  if (text === 'ascending' || text === 'asc') return 'ascending';
  if (text === 'descending' || text === 'desc') return 'descending';
  throw new InvalidArgumentError('It must be ascending or descending.');
}

/** `name=words`, added to those given before; further words of the same name as well. @throws InvalidArgumentError. */
export function parseOnly(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, words] = /^([a-z0-9_]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && words !== undefined) {
    return { ...before, [name]: Object.hasOwn(before, name) ? `${before[name]},${words}` : words };
  }
  throw new InvalidArgumentError('It must be a setting and words, such as incident_severity=high,critical.');
}

/** A JSON list of filters. @throws InvalidArgumentError. */
export function parseFilters(text: string): readonly JsonValue[] {
  const filters = parsed(text);
  if (Array.isArray(filters)) return filters as readonly JsonValue[];
  throw new InvalidArgumentError(
    'It must be a JSON list, such as \'[{"field":"status","operator":"eq","value":"new"}]\'.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
