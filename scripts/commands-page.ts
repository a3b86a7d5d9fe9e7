import { inputParameters, type ParameterSchema } from '../src/cli/command/input-parameters.ts';
import type { CommandDescription } from '../src/contract/index.ts';
import { commandSources } from '../src/plugin/command-sources.ts';
import type { CommandDefinition } from '../src/plugin/commands/command-definition.ts';
import { commandDefinitions } from '../src/plugin/commands/index.ts';
import { descriptionOf } from '../src/plugin/commands/plugin-command.ts';

const introduction = `# Commands

What operators and programs can have done once in Cortex XDR, with the key of a connector. Generated from the entries in the code
(\`npm run generate\`). How they are run, asked for and recorded, and what a run ends with: [running-commands.md](running-commands.md).

- **Who may.** Connectors of ${commandSources.map(code).join(', ')} can run them. \`commands: read\`, the default, allows those that change nothing; \`write\` allows all, \`off\` none
  (\`CMD-902\`). The role of the key decides as well: a connector that only collects needs no right to change anything. Polling cannot change anything, whatever the setting.
- **Input** is one JSON object. Words are taken as people write them: \`Resolved Known Issue\` is \`resolved_known_issue\`. Times are UTC: \`2026-01-31T08:00:00Z\`,
  \`2026-01-31 08:00\`, or epoch milliseconds. One text counts as a list of one. Ids may be numbers; those of more than 15 digits go in quotes. A parameter that is not known, or has a wrong value, is refused before anything is sent (\`CMD-901\`).
  JSON Schemas are in \`schemas/commands/\`.
- **Result.** \`returnData\` is \`Successful\`, \`Partially Successful\` (for some of the inputs) or \`Failed\`. Each of the \`failures\` has an indicator (_Isolate Hosts failed._), the input it is about, a status code,
  the message, what to do, a [code](errors.md), and an outcome. \`rawData\` is what the API answered, of several answers \`{"results": […]}\`; \`keyFields\` are ids and figures to go on with; \`records\` are the same as
  OpenTelemetry records, which \`--send\` delivers.
- **What changes something** is sent once. It is sent again only where the API says that it did not look at it (429). With the outcome \`unknown\` the connection was lost, or a gateway answered, after it was sent: it may have
  been done. The remedy says where to look; nothing is tried again by itself.
- **Audit.** Every call, with who ran what, is journaled before anything is sent and delivered as two records.
- **Waiting.** What is throttled or not available is asked for four times; commands share the allowance of the tenant with polling (\`requests_per_second\`).
- **Files** get names of the program's own in the directory that was given, are there once they are whole, and replace nothing (\`FILE-801\`); the result has their size and SHA-256.
`;

const troubles = `## Failures that all can have

| status | code | why | do |
| --- | --- | --- | --- |
| 401 | \`AUTH-301\` | the key is not known, or has expired | check key, ID and tenant with \`test-connection\` |
| 402 | \`AUTH-303\` | the tenant has no licence for it | ask who manages licences |
| 403 | \`PERM-401\` | the role of the key lacks the permission | give it a role with the one named below |
| 404 | \`API-404\` | the tenant does not serve it | check the address; newer tenants have no incidents any more |
| 429 | \`API-429\` | too many requests, of all clients of the tenant together, for longer than is waited | try again in a minute |
| 500 | \`API-5xx\` | the API did not accept it, or broke; the message says | correct the input, or try again |
| none | \`NET-…\`, \`TLS-…\` | nothing answered | look at the network and the proxy |
`;

/** The text of docs/commands.md. */
export function commandsPage(): string {
  const commands = commandDefinitions.map((entry) => ({ entry, description: descriptionOf(entry, commandSources) }));
  const sections = commands.map(({ entry, description }) => section(entry, description));
  return `${introduction}\n${overview(commands.map(({ description }) => description))}\n${troubles}\n${sections.join('\n')}`;
}

function overview(commands: readonly CommandDescription[]): string {
  const rows = commands.map(({ name, title, access, permission, licence }) =>
    row([`[${code(name)}](#${name})`, title, access === 'write' ? '**write**' : 'read', permission, licence]),
  );
  return `${head(['command', 'is', 'access', 'permission', 'licence'])}${rows.join('')}`;
}

function section({ result, troubles: own = [] }: CommandDefinition, description: CommandDescription): string {
  const { name, title, access, permission, licence } = description;
  const parts = [
    `## ${name}`,
    `**${title}** (${access}). ${description.description}`,
    `Needs ${permission}; licence: ${licence}.`,
    parameters(description),
    `\`\`\`sh\n${commandLine(description)}\n\`\`\``,
    `**Result.** ${result}`,
    ...(own.length > 0 ? [`**Failures of its own.**\n\n${own.map((line) => `- ${line}`).join('\n')}`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function commandLine({ name, access, example }: CommandDescription): string {
  const input = Object.keys(example).length > 0 ? ` --input '${JSON.stringify(example)}'` : '';
  return `cortex-otel command ${name} --config cortex.yaml --connector soc${input}${access === 'write' ? ' --yes' : ''}`;
}

function parameters(command: CommandDescription): string {
  const all = inputParameters(command);
  if (all.length === 0) return 'It takes no parameters.';
  const rows = all.map(({ name, schema: parameter, isRequired }) => {
    return row([
      code(name),
      isRequired ? 'yes' : 'no',
      `**${parameter.title ?? ''}.** ${parameter.description ?? ''}`,
      optionsOf(parameter),
      parameter.default === undefined ? '' : value(parameter.default),
      limitOf(parameter),
      (parameter.examples ?? []).map(value).join('<br>'),
    ]);
  });
  return `${head(['parameter', 'required', 'meaning', 'takes', 'default', 'limit', 'example'])}${rows.join('')}`.trimEnd();
}

function optionsOf(parameter: ParameterSchema): string {
  const { enum: words, anyOf, items } = parameter;
  if (words) return words.map(value).join(' ');
  if (anyOf) return [...new Set(anyOf.map(optionsOf))].join(' or ');
  const types = [parameter.type ?? []].flat();
  if (types.includes('array')) return items?.enum ? `a list of ${optionsOf(items)}` : 'a list';
  return types.map((type) => typeNames[type] ?? type).join(' or ');
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

function limitOf({ minimum, maximum, minItems, maxItems, maxLength }: ParameterSchema): string {
  const limits = [
    ...(minimum === undefined || minimum <= -Number.MAX_SAFE_INTEGER ? [] : [`from ${minimum}`]),
    ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? [] : [`to ${maximum}`]),
    ...(maxItems === undefined ? [] : [minItems === undefined ? `${maxItems}` : `${minItems} to ${maxItems}`]),
    ...(maxLength === undefined ? [] : [`${maxLength} characters`]),
  ];
  return limits.join(' ');
}

function head(cells: readonly string[]): string {
  return `${row(cells)}${row(cells.map(() => '---'))}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;
}

/** As JSON; a text of one line without quotes. */
function value(given: unknown): string {
  return code(typeof given === 'string' && !given.includes('\n') ? given : JSON.stringify(given));
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
