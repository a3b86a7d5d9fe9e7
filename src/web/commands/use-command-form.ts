import { useMemo, useState } from 'react';
import type { CheckedCommand, CommandInput, ConnectorCommand } from '../../api/commands.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { type CommandField, commandFields } from './model/command-field.ts';
import { commandProblems, otherProblems } from './model/command-problems.ts';
import { type CommandValues, inputOf, notJson, valuesOf } from './model/command-values.ts';
import { useCommandCheck } from './use-command-check.ts';

export interface CommandForm {
  readonly fields: readonly CommandField[];
  readonly values: CommandValues;
  /** What the values amount to. */
  readonly input: CommandInput['input'];
  /** By the name of the field; what is wrong is said of those that somebody was in. */
  readonly problems: Readonly<Record<string, FieldProblem>>;
  /** What is wrong with the input as a whole, once it was to be used. */
  readonly others: readonly FieldProblem[];
  /** What the command would do, in a line; null while that is not known. */
  readonly summary: string | null;
  readonly change: (values: CommandValues) => void;
  readonly leave: (field: string) => void;
  /** Fills it in anew. */
  readonly fill: (input: Readonly<Record<string, unknown>>) => void;
  /** Before it is used: what the collector says of it now; undefined when it has not been asked. Rejects as the API does. */
  readonly attempt: () => Promise<CheckedCommand | undefined>;
}

export interface CommandFormParts {
  /** Id of the connector. */
  readonly connector: string;
  readonly command: ConnectorCommand;
  /** What it begins with. */
  readonly first: CommandInput['input'];
  /** It is only looked at. */
  readonly isOff: boolean;
}

/** The form of a command while somebody works on it. */
export function useCommandForm({ connector, command, first, isOff }: CommandFormParts): CommandForm {
  const fields = useMemo(() => commandFields(command), [command]);
  const [values, setValues] = useState<CommandValues>(() => valuesOf(fields, first));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const input = inputOf(fields, values);
  const asked = { id: connector, command: command.name, isOn: !isOff };
  const { checked, isCurrent, check } = useCommandCheck(asked, input);
  return {
    fields,
    values,
    input,
    problems: commandProblems({ fields, values, checked, isTold: (field) => tried || left.has(field) }),
    others: tried && checked ? otherProblems(fields, checked) : [],
    summary: !isOff && isCurrent ? (checked?.summary ?? null) : null,
    change: setValues,
    leave: (field) => setLeft((before) => new Set(before).add(field)),
    fill: (given) => setValues(valuesOf(fields, given)),
    async attempt() {
      setTried(true);
      return notJson(fields, values).length > 0 ? undefined : check();
    },
  };
}
