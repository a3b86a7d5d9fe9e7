import type { Tools } from '../contract/index.ts';
import { createLogger } from '../host/create-logger.ts';
import { systemTools } from '../host/system-tools.ts';
import { forgetful } from '../shared/forgetful-tools.ts';
import type { CommandContext } from './command-context.ts';

/** Tools for a command that looks but runs nothing: only what goes wrong is logged, and nothing is remembered. */
export function lookingTools({ redactor, terminal }: CommandContext): Tools {
  const logger = createLogger({ level: 'error', redactor, stream: terminal.stderr });
  return forgetful(systemTools(logger));
}
