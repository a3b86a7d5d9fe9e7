import type { CheckedCommand } from '../../../api/commands.ts';
import type { FieldProblem } from '../../../api/problem.ts';
import type { CommandField } from './command-field.ts';
import { type CommandValues, notJson } from './command-values.ts';

export interface ProblemsOf {
  readonly fields: readonly CommandField[];
  readonly values: CommandValues;
  /** What the collector says of the input; undefined: nothing yet. */
  readonly checked: Pick<CheckedCommand, 'fields'> | undefined;
  /** Whether what is wrong with a field may be said. */
  readonly isTold: (name: string) => boolean;
}

/** What to say beside each field, by its name. What is wrong within a list is said beside the list. */
export function commandProblems({
  fields,
  values,
  checked,
  isTold,
}: ProblemsOf): Readonly<Record<string, FieldProblem>> {
  const spoiled = new Set(notJson(fields, values));
  const told = fields.flatMap((field) => {
    const { name } = field;
    const found = (checked?.fields ?? []).filter(({ path }) => path === name || path.startsWith(`${name}.`));
    const wrong = spoiled.has(name) ? ['is no JSON'] : found.flatMap((problem) => withPlace(field, problem));
    const errors = isTold(name) ? [...new Set(wrong)] : [];
    const ticked = field.warning !== undefined && values[name] === true ? [field.warning] : [];
    const warnings = [...new Set([...ticked, ...found.flatMap((problem) => problem.warnings)])];
    return errors.length + warnings.length > 0 ? [[name, { path: name, errors, warnings }] as const] : [];
  });
  return Object.fromEntries(told);
}

/** What is wrong with the input that belongs to none of its fields, such as two of which only one may be given. */
export function otherProblems(fields: readonly CommandField[], { fields: found }: Pick<CheckedCommand, 'fields'>) {
  const names = new Set(fields.map(({ name }) => name));
  return found.filter(({ path, errors }) => errors.length > 0 && !names.has(path.split('.')[0] ?? ''));
}

function withPlace({ name, kind }: CommandField, { path, errors }: FieldProblem): readonly string[] {
  const place = /^\d+/.exec(path.slice(name.length + 1))?.[0];
  if (kind !== 'lines' || place === undefined) return errors;
  return errors.map((error) => `Line ${Number(place) + 1} ${error}`);
}
