import { isConnectorError } from '../contract/index.ts';
import { plainText } from '../shared/plain-text.ts';

/** An error for a person: what failed and what to do. Of a bug, where it is. */
export function explainError(error: unknown): string {
  if (isConnectorError(error)) {
    const code = error.code === undefined ? '' : ` (${error.code})`;
    const remedy = error.remedy === undefined ? '' : `\n  ${plainText(error.remedy)}`;
    return `error: ${plainText(error.message)}${code}${remedy}`;
  }
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const lines = stack.split('\n').map((line) => plainText(line));
  return `internal error: ${lines.join('\n')}\n  Please report it with these lines.`;
}
