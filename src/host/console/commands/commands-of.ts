import type { CheckedCommand, CommandInput } from '../../../api/commands.ts';
import type { FieldProblem } from '../../../api/problem.ts';
import type { CommandCheck } from '../../../contract/index.ts';
import type { Console } from '../console.ts';
import type { ConsoleContext } from '../console-parts.ts';
import { requireConfigured } from '../find-connector.ts';
import { allowedBy, commandsOfConnector, refusalOf, requireCommand } from './connector-command.ts';

/** Which commands a connector has, and whether an input is one. Nobody is asked. */
export function commandsOf(parts: Pick<ConsoleContext, 'configuration'>): Pick<Console, 'commands' | 'checkCommand'> {
  return {
    commands(id) {
      const connector = requireConfigured(id, parts);
      const setting = allowedBy(connector);
      const commands = commandsOfConnector(connector).map(({ description }) => ({
        ...description,
        refused: refusalOf(description, setting),
      }));
      return { setting, commands };
    },
    checkCommand(id, { command, input }: CommandInput): CheckedCommand {
      const check = requireCommand(requireConfigured(id, parts), command).check(input);
      return { ok: check.ok, summary: check.ok ? check.summary : null, fields: fieldProblems(check) };
    },
  };
}

/** What a check found, as the API tells it. */
export function fieldProblems({ fields }: CommandCheck): FieldProblem[] {
  return fields.map(({ path, errors, warnings, suggested }) => ({
    path,
    errors: [...errors],
    warnings: [...warnings],
    ...(suggested !== undefined && { suggested }),
  }));
}
