import { styleText } from 'node:util';
import type { Redactor } from '../shared/redact.ts';

type Style = Parameters<typeof styleText>[0];

/** Where a command prints: data to one side, everything else to the other, and no secret to either. */
export interface Terminal {
  /** A line (or several) of data, to standard output. */
  readonly out: (text: string) => void;
  /** A line for a person, to standard error. */
  say(text: string): void;
  /** Data as it is, to standard output: for whoever draws on a terminal. */
  readonly draw: (text: string) => void;
  /** Text as it is, to standard error. */
  readonly tell: (text: string) => void;
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
  /** For bytes that are not this program's words. */
  readonly stdout: NodeJS.WriteStream;
  /** Whether a person reads what goes to standard output, or to standard error. */
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Whether a person can be asked something. */
  readonly canAsk: boolean;
  /** Columns of standard output; 80 where that is no terminal. */
  columns(): number;
  /** Colour for standard output, where it is wanted (a terminal, no NO_COLOR). */
  readonly style: (style: Style, text: string) => string;
}

export function createTerminal(
  { stdin, stdout, stderr }: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>,
  redactor: Pick<Redactor, 'redact'>,
): Terminal {
  return {
    out: (text) => void stdout.write(redactor.redact(`${text}\n`)),
    say: (text) => void stderr.write(redactor.redact(`${text}\n`)),
    draw: (text) => void stdout.write(redactor.redact(text)),
    tell: (text) => void stderr.write(redactor.redact(text)),
    stdin,
    stderr,
    stdout,
    outIsTerminal: stdout.isTTY,
    errIsTerminal: stderr.isTTY,
    canAsk: stdin.isTTY && stderr.isTTY,
    // A terminal that was never told its size has none, or 0.
    columns: () => (stdout.isTTY && stdout.columns > 0 ? stdout.columns : 80),
    style: (style, text) => styleText(style, text, { stream: stdout }),
  };
}
