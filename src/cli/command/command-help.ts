import type { CommandDescription } from '../../contract/index.ts';
import { wrappedText } from '../wrapped-text.ts';
import { type InputParameter, inputParameters, type ParameterSchema } from './input-parameters.ts';

const outputs = {
  none: [],
  files: ['Its files go into --directory (default: the current one); nothing is overwritten.'],
  stream: ['Its rows go into a file of --directory, to --output FILE, or with --output - to standard output.'],
} as const;

/** What a person needs to know of one command, from its entry. */
export function commandHelp(command: CommandDescription): string {
  const { name, title, description, access, permission, licence, sources, output, example } = command;
  const given = Object.keys(example).length === 0 ? '' : ` --input '${JSON.stringify(example)}'`;
  const writes = access === 'write' ? ' --yes' : '';
  return [
    `${title} (${access === 'write' ? 'changes something' : 'only looks'})`,
    '',
    ...wrappedText(description, ''),
    '',
    ...wrappedText(permission, '              ', 'Permission:   '),
    ...wrappedText(licence, '              ', 'Licence:      '),
    ...wrappedText(sources.join(', '), '              ', 'Connectors:   '),
    ...(access === 'write' ? ['Setting:      commands: write'] : []),
    ...outputs[output].flatMap((text) => ['', ...wrappedText(text, '')]),
    '',
    ...parameterLines(command),
    'Example:',
    `  $ cortex-otel command ${name} --config cortex.yaml${given}${writes}`,
  ].join('\n');
}

function parameterLines(command: CommandDescription): readonly string[] {
  const parameters = inputParameters(command);
  if (parameters.length === 0) return ['It takes no input.', ''];
  return ['Input:', ...parameters.flatMap(parameterText), ''];
}

function parameterText({ name, schema, isRequired }: InputParameter): readonly string[] {
  const { description = '', examples = [] } = schema;
  const facts = [
    ...boundsOf(schema).filter((bound) => !saysNumberOf(description, bound)),
    ...(schema.default === undefined || /default/i.test(description)
      ? []
      : [`Default: ${JSON.stringify(schema.default)}.`]),
    ...(examples.length > 0 ? [`Example: ${examples.map((each) => JSON.stringify(each)).join(' or ')}.`] : []),
  ];
  return [
    `  ${name} (${[typeOf(schema), ...(isRequired ? ['required'] : [])].join(', ')})`,
    ...(description === '' ? [] : wrappedText(description, '      ')),
    ...(facts.length === 0 ? [] : wrappedText(facts.join(' '), '      ')),
  ];
}

/** What the description says of itself is not said again. */
function saysNumberOf(description: string, bound: string): boolean {
  const [most = ''] = bound.match(/\d+(?=\.$)/) ?? [];
  return description.replaceAll(/(?<=\d),(?=\d)/g, '').includes(most);
}

function typeOf({ type, enum: words, items, anyOf }: ParameterSchema): string {
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (words) return words.map(String).join(' | ');
  if (type === 'array') return items ? `list of ${typeOf(items)}` : 'list';
  if (type === undefined) return 'value';
  return typeof type === 'string' ? type : type.join(' or ');
}

function boundsOf(schema: ParameterSchema): readonly string[] {
  const bounds = (what: string, least: number | undefined, most: number | undefined): readonly string[] => {
    if (most === undefined || most >= Number.MAX_SAFE_INTEGER)
      return least === undefined || least <= 0 ? [] : [`${what} at least ${least}.`];
    return [least === undefined ? `${what} at most ${most}.` : `${what} ${least} to ${most}.`];
  };
  const { minimum, maximum, minItems, maxItems, minLength, maxLength } = schema;
  return [
    ...bounds('Value:', minimum, maximum),
    ...bounds('Entries:', minItems, maxItems),
    ...bounds('Characters:', minLength === 1 ? undefined : minLength, maxLength),
  ];
}
