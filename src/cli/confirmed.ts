import { ConnectorError } from '../contract/index.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Asks a person to type a word, so that what cannot be undone is not done in passing. False when they leave it.
 * @throws ConnectorError `config` where there is nobody to ask.
 */
export async function confirmed(what: string, word: string, { terminal, signal }: CommandContext): Promise<boolean> {
  if (!terminal.canAsk) {
    throw new ConnectorError('config', 'this asks before it changes anything, and there is no terminal to ask on', {
      remedy: 'Add --yes if you are sure.',
    });
  }
  const { isCancel, text } = await import('@clack/prompts');
  const left = new AbortController();
  const leave = (): void => left.abort();
  const typedKey = (_: unknown, { ctrl, name }: Readonly<Record<string, unknown>> = {}): void => {
    if (ctrl === true && name === 'd') leave();
  };
  // Ctrl-D, or a terminal that is gone: nobody answers any more, and the question would not end by itself.
  terminal.stdin.on('keypress', typedKey).once('end', leave);
  const typed = await text({
    message: `${what} Type ${word} to go on.`,
    input: terminal.stdin,
    // Standard output is for data.
    output: terminal.stderr,
    signal: AbortSignal.any([signal, left.signal]),
    validate: (given) => (given === word ? undefined : `Type ${word}, or leave with Ctrl-C.`),
  });
  terminal.stdin.off('keypress', typedKey).off('end', leave);
  return !isCancel(typed);
}
