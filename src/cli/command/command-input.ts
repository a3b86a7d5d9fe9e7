import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { ConnectorError, isConnectorError } from '../../contract/index.ts';
import type { CommandContext } from '../command-context.ts';

export interface InputOptions {
  /** JSON, `@FILE`, or `-` for standard input. */
  readonly input?: string;
  /** Parameters one by one; several of one name are a list. */
  readonly set?: Readonly<Record<string, unknown>>;
}

const mostBytes = 10 * 1024 * 1024;

/**
 * What the command is given: the input, and in place of its parameters those that were set. @throws ConnectorError `config`;
 * the signal's reason when that is aborted while an input is read that nobody ends.
 */
export async function commandInput({ input, set }: InputOptions, context: CommandContext): Promise<unknown> {
  const given = input === undefined ? {} : parsed(await textOf(input, context), placeOf(input));
  if (!set) return given;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw notAnObject();
  return { ...given, ...set };
}

async function textOf(input: string, { terminal, signal }: CommandContext): Promise<string> {
  const place = placeOf(input);
  if (input === '-') return decoded(await readAll(terminal.stdin, signal), place);
  if (!input.startsWith('@')) return input;
  const path = input.slice(1);
  try {
    return decoded(await readAll(createReadStream(path), signal), place);
  } catch (error) {
    if (signal.aborted || isConnectorError(error)) throw error;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
    throw new ConnectorError('config', `--input: the file ${path} ${reason}`, {
      code: 'CMD-901',
      cause: error,
      remedy: 'After @ goes the path of a file that holds an object of JSON.',
    });
  }
}

async function readAll(stream: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stream)) {
      const part = Buffer.from(chunk as Uint8Array);
      bytes += part.length;
      if (bytes > mostBytes) throw tooLarge();
      chunks.push(part);
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
  return Buffer.concat(chunks);
}

function notAnObject(): ConnectorError {
  return new ConnectorError('config', '--set goes with an input that is a JSON object', { code: 'CMD-901' });
}

function tooLarge(): ConnectorError {
  return new ConnectorError('config', '--input is larger than 10 MiB', { code: 'CMD-901' });
}

function placeOf(input: string): string {
  if (input === '-') return 'standard input';
  return input.startsWith('@') ? input.slice(1) : '--input';
}

/** Without a byte order mark. A letter that is none is no guess: it may be of the name of a host. */
function decoded(bytes: Buffer, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConnectorError('config', `${place} is not UTF-8 text`, {
      code: 'CMD-901',
      cause: error,
      remedy: 'Save it as UTF-8.',
    });
  }
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : String(error);
    throw new ConnectorError('config', `${place} is no JSON: ${reason}`, {
      code: 'CMD-901',
      remedy: `Give an object, such as --input '{"incident_ids": ["42"]}', @FILE, or - for standard input.`,
    });
  }
}
