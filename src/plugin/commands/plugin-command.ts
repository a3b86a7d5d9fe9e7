import type { z } from 'zod';
import {
  type CommandCheck,
  type CommandDescription,
  ConnectorError,
  type FieldReport,
  type PluginCommand,
} from '../../contract/index.ts';
import { nearestName } from '../../shared/nearest-name.ts';
import { plainText } from '../../shared/plain-text.ts';
import { wrongInput } from '../../shared/wrong-input.ts';
import type { CortexConfig } from '../cortex-config.ts';
import { inputSchema } from '../input-schema.ts';
import type { Shared } from '../open-connection.ts';
import type { CommandDefinition } from './command-definition.ts';
import { runCommand } from './run-command.ts';

/** A command as a host runs it. `sources`: ids of those whose connectors may. */
export function pluginCommand<Input>(
  command: CommandDefinition<Input>,
  sources: readonly string[],
  shared: Shared,
): PluginCommand {
  return {
    description: descriptionOf(command, sources),
    check(input): CommandCheck {
      const parsed = parsedInput(command, input);
      if (!parsed.ok) return parsed;
      const { input: checked } = parsed;
      // People confirm it, and read it in a log: nothing in a name may turn the words round it, or hide some.
      return { ok: true, summary: plainText(command.summary(checked)), fields: command.warnings?.(checked) ?? [] };
    },
    async run(config, call, signal) {
      const parsed = parsedInput(command, call.input);
      if (!parsed.ok) throw wrongInput(command.name, parsed.fields);
      if (!sources.includes(config.source)) throw wrongSource(command, config.source, sources);
      // To the host a config is opaque; only the plugin's own validation makes one, and it makes this type.
      return runCommand(command, parsed.input, { ...call, config: config as CortexConfig, shared }, signal);
    },
  };
}

/** What the manifest says of a command. */
export function descriptionOf<Input>(
  command: CommandDefinition<Input>,
  sources: readonly string[],
): CommandDescription {
  const { name, title, description, access, permission, licence, output = 'none', example } = command;
  const input = inputSchema(command.input);
  const order = Object.keys((input['properties'] ?? {}) as object);
  return {
    name,
    title,
    description,
    access,
    sources: [...sources],
    permission,
    licence,
    output,
    order,
    input,
    example: { ...example },
  };
}

type Parsed<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly fields: readonly FieldReport[] };

function parsedInput<Input>(command: CommandDefinition<Input>, input: unknown): Parsed<Input> {
  const result = command.input.safeParse(input);
  if (result.success) return { ok: true, input: result.data };
  return { ok: false, fields: result.error.issues.flatMap((issue) => reportsOf(command, issue)) };
}

function reportsOf<Input>(command: CommandDefinition<Input>, issue: z.core.$ZodIssue): readonly FieldReport[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys((inputSchema(command.input)['properties'] ?? {}) as object);
    return issue.keys.map((key) => {
      const suggested = nearestName(key, known);
      const errors = [`is no parameter of ${command.name}`];
      return { path: key.slice(0, 64), errors, warnings: [], ...(suggested !== undefined && { suggested }) };
    });
  }
  const isNoObject = issue.code === 'invalid_type' && issue.path.length === 0;
  const errors = [isNoObject ? 'must be an object: each parameter by its name' : issue.message];
  return [{ path: issue.path.map(String).join('.'), errors, warnings: [] }];
}

function wrongSource<Input>(
  { name }: CommandDefinition<Input>,
  source: string,
  sources: readonly string[],
): ConnectorError {
  return new ConnectorError('config', `${name} cannot be run with a connector of ${source}`, {
    code: 'CMD-901',
    remedy: `Choose a connector of ${sources.join(', ')}.`,
  });
}
