import { readFile } from 'node:fs/promises';
import { ConnectorError } from '../../contract/index.ts';
import type { CommandContext } from '../command-context.ts';

export interface InputOptions {
  /** JSON, `@FILE`, or `-` for standard input. */
  readonly input?: string;
  /** Parameters one by one; several of one name are a list. */
  readonly set?: Readonly<Record<string, unknown>>;
}

const mostBytes = 10 * 1024 * 1024;

/** What the command is given: the input, and in place of its parameters those that were set. @throws ConnectorError `config`. */
export async function commandInput({ input, set }: InputOptions, context: CommandContext): Promise<unknown> {
  const given = input === undefined ? {} : parsed(await textOf(input, context), input);
  if (!set) return given;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw notAnObject;
  return { ...given, ...set };
}

const notAnObject = new ConnectorError('config', '--set goes with an input that is a JSON object', {
  code: 'CMD-901',
});

async function textOf(input: string, { terminal }: CommandContext): Promise<string> {
  if (input === '-') return readAll(terminal.stdin);
  if (!input.startsWith('@')) return input;
  const path = input.slice(1);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
    throw new ConnectorError('config', `--input: the file ${path} ${reason}`, {
      code: 'CMD-901',
      cause: error,
      remedy: 'After @ goes the path of a file that holds an object of JSON.',
    });
  }
}

async function readAll(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) throw new ConnectorError('config', '--input is larger than 10 MiB', { code: 'CMD-901' });
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string, input: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const where = input === '-' ? 'standard input' : input.startsWith('@') ? input.slice(1) : '--input';
    const reason = error instanceof Error ? error.message.slice(0, 120) : String(error);
    throw new ConnectorError('config', `${where} is no JSON: ${reason}`, {
      code: 'CMD-901',
      remedy: `Give an object, such as --input '{"incident_ids": ["42"]}', @FILE, or - for standard input.`,
    });
  }
}
