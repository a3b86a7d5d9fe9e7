import type { CommandInput } from '../../../api/commands.ts';
import type { CommandField } from './command-field.ts';

/** What a form holds, as it is typed. What is blank is absent. */
export type CommandValues = Readonly<Record<string, unknown>>;

type Input = CommandInput['input'];

/** What a form begins with: a choice and a checkbox cannot be blank to mean their default. */
export function firstValues(fields: readonly CommandField[]): CommandValues {
  const shown = fields.filter(({ kind }) => kind === 'choice' || kind === 'checks' || kind === 'flag');
  return Object.fromEntries(
    shown.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
  );
}

/** The input that a form amounts to, without what is so by itself. */
export function inputOf(fields: readonly CommandField[], values: CommandValues): Input {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, values[field.name]);
      const isUsual = field.kind === 'flag' && value === (field.defaultValue ?? false);
      return value === undefined || isUsual ? [] : [[field.name, value]];
    }),
  );
}

/** A form that amounts to an input: of the history, or an example. */
export function valuesOf(fields: readonly CommandField[], input: Readonly<Record<string, unknown>>): CommandValues {
  const given = fields.flatMap((field) => {
    const value = input[field.name];
    return value === undefined || value === null ? [] : [[field.name, typedOf(field, value)]];
  });
  return { ...firstValues(fields), ...(Object.fromEntries(given) as CommandValues) };
}

/** Fields of which the text is no JSON though it has to be. */
export function notJson(fields: readonly CommandField[], values: CommandValues): readonly string[] {
  return fields.filter(({ name, kind }) => kind === 'json' && isBroken(values[name])).map(({ name }) => name);
}

function isBroken(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && parsed(value) === undefined;
}

/** Undefined: it is blank. */
function valueOf({ kind, numbers }: CommandField, value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return undefined;
  if (kind === 'number') return numberOr(text);
  // What is no JSON goes as it is: the check says what it has to be.
  if (kind === 'json') return parsed(text) ?? text;
  if (kind !== 'lines') return text;
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => (numbers ? numberOr(line) : line));
}

function typedOf({ kind }: CommandField, value: unknown): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  switch (kind) {
    case 'lines':
      return list.map(textOf).join('\n');
    case 'json':
      return JSON.stringify(value, null, 2);
    case 'checks':
      return list;
    case 'choice':
    case 'flag':
      return value;
    case 'text':
    case 'page':
    case 'time':
    case 'number':
      return textOf(value);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function numberOr(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
