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
import { isNestedDeeper } from './input/is-nested-deeper.ts';
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

/** Deeper than anything that can be meant; what looks at an input goes down with it, and must not fall. */
const mostLevels = 32;

function parsedInput<Input>(command: CommandDefinition<Input>, input: unknown): Parsed<Input> {
  if (isNestedDeeper(input, mostLevels)) {
    const errors = [`must not be nested deeper than ${mostLevels} levels`];
    return { ok: false, fields: [{ path: '', errors, warnings: [] }] };
  }
  const result = command.input.safeParse(input);
  if (result.success) return { ok: true, input: result.data };
  const schema = inputSchema(command.input);
  return { ok: false, fields: result.error.issues.flatMap((issue) => reportsOf(issue, { input, schema, command })) };
}

interface Judged {
  readonly command: Pick<CommandDefinition, 'name'>;
  readonly input: unknown;
  readonly schema: Readonly<Record<string, unknown>>;
}

function reportsOf(issue: z.core.$ZodIssue, judged: Judged): readonly FieldReport[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys((judged.schema['properties'] ?? {}) as object);
    return issue.keys.map((key) => {
      const suggested = nearestName(key, known);
      const errors = [`is no parameter of ${judged.command.name}`];
      return { path: key.slice(0, 64), errors, warnings: [], ...(suggested !== undefined && { suggested }) };
    });
  }
  return [{ path: issue.path.map(String).join('.'), errors: [messageOf(issue, judged)], warnings: [] }];
}

function messageOf({ code, path, message }: z.core.$ZodIssue, { input, schema }: Judged): string {
  if (path.length === 0) return code === 'invalid_type' ? 'must be an object: each parameter by its name' : message;
  const name = path.map(String).join('.');
  const isRequired = ((schema['required'] ?? []) as readonly string[]).includes(name);
  const isMissing = isRequired && (input as Readonly<Record<string, unknown>>)[name] === undefined;
  return isMissing && message.startsWith('must') ? `is required, and ${message}` : message;
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
