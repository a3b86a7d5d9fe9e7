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
  const typed = await text({
    message: `${what} Type ${word} to go on.`,
    input: terminal.stdin,
    // Standard output is for data.
    output: terminal.stderr,
    signal,
    validate: (given) => (given === word ? undefined : `Type ${word}, or leave with Ctrl-C.`),
  });
  return !isCancel(typed);
}
