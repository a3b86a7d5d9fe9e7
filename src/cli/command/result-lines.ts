import type {
  CommandDescription,
  CommandFailure,
  CommandFile,
  CommandResult,
  JsonValue,
  LogRecord,
} from '../../contract/index.ts';
import { plainText } from '../../shared/plain-text.ts';
import { countedText } from '../counted-text.ts';
import type { Terminal } from '../terminal.ts';
import { wrappedText } from '../wrapped-text.ts';
import { isRows, rowTable } from './row-table.ts';
import { timeText } from './time-text.ts';
import { valueText } from './value-text.ts';

const colours = { Successful: 'green', 'Partially Successful': 'yellow', Failed: 'red' } as const;

/** What came of a call, for people: what it brought, then failure by failure what is to be done about it. `sends`: its records go out. */
export function resultLines(
  { returnData, keyFields, failures, files, records }: CommandResult,
  { title, sends }: Pick<CommandDescription, 'title'> & { readonly sends: boolean },
  { style, columns }: Pick<Terminal, 'style' | 'columns'>,
): readonly string[] {
  return [
    `${style('bold', title)}: ${style(colours[returnData], returnData)}`,
    ...Object.entries(keyFields).flatMap(([name, value]) => fieldLines(name, value, columns())),
    ...files.flatMap(fileLines),
    ...recordLines(records, sends, columns()),
    ...failures.flatMap((failure) => failureLines(failure, style)),
  ];
}

/** Their attributes, under the names they have within their kind: of several a table, of one line by line. */
function recordLines(records: readonly LogRecord[], sends: boolean, columns: number): readonly string[] {
  if (records.length === 0) return [];
  const rows = records.map(({ eventName, attributes }) =>
    Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [shortName(name, eventName), value as JsonValue]),
    ),
  );
  const [only, ...others] = rows;
  if (only && others.length === 0) {
    return [
      `  1 record (--json shows it whole${sends ? '' : ', --send delivers it'}):`,
      ...Object.entries(only).flatMap(([name, value]) => fieldLines(name, value, columns, '    ')),
    ];
  }
  const hint = `--json shows them whole${sends ? '' : ', --send delivers them'}`;
  return [`  ${countedText(records.length, 'record')} (${hint}):`, ...rowTable(rows, columns, '    ')];
}

/** Without the words it begins with as its event does: `paloalto.cortex.incident.id` of `paloalto.cortex.incident.created` is `id`. */
function shortName(name: string, eventName: string): string {
  const [words, eventWords] = [name.split('.'), eventName.split('.')];
  const own = words.findIndex((word, at) => word !== eventWords[at]);
  return own === -1 ? name : words.slice(own).join('.');
}

function fieldLines(name: string, value: JsonValue, columns: number, indent = '  '): readonly string[] {
  const head = `${indent}${plainText(name)}: `;
  if (isRows(value)) return [head.trimEnd(), ...rowTable(value, columns, `${indent}  `)];
  return wrappedText(timeText(name, value) ?? (valueText(value) || 'none'), `${indent}  `, head);
}

function fileLines({ name, path, bytes, sha256 }: CommandFile): readonly string[] {
  return [`  ${plainText(path ?? name)} (${bytes.toLocaleString('en')} bytes)`, `    SHA-256 ${sha256}`];
}

function failureLines(failure: CommandFailure, style: Terminal['style']): readonly string[] {
  const { indicator, input, statusCode, message, remedy, code, outcome } = failure;
  const about = input === undefined ? '' : ` ${input}:`;
  const status = statusCode === null ? '' : ` Status code: ${statusCode}.`;
  const named = code === undefined ? '' : ` (${code})`;
  const said = `${indicator}${about}${status} Message: ${message}${named}`;
  const unknown = outcome === 'unknown' ? ['    Nobody knows whether it was done.'] : [];
  return [
    ...wrappedText(plainText(said), '    ', '  ').map((line) => style('red', line)),
    ...unknown,
    ...wrappedText(`-> ${plainText(remedy)}`, '    '),
  ];
}
