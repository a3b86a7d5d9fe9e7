import { type CommandDescription, ConnectorError, type FieldReport } from '../../contract/index.ts';
import { countedText } from '../counted-text.ts';
import { findingText } from '../finding-text.ts';
import type { Terminal } from '../terminal.ts';

/** Says what is wrong with an input; returns the error that is left to throw. */
export function wrongInput(
  { name }: CommandDescription,
  fields: readonly FieldReport[],
  terminal: Pick<Terminal, 'say'>,
): ConnectorError {
  const problems = fields.flatMap(({ errors, ...report }) =>
    errors.map((message) => findingText(name, { ...report, message })),
  );
  for (const problem of problems) terminal.say(problem);
  return new ConnectorError('config', `${name} cannot be run: ${countedText(problems.length, 'problem')}`, {
    code: 'CMD-901',
    remedy: `See cortex-otel command ${name} --help.`,
  });
}
