import type { Tools } from '../../contract/index.ts';
import type { CommandContext } from '../command-context.ts';
import { lookingTools } from '../looking-tools.ts';

/** Tools for a call: what goes wrong with its record is told in words. */
export function recordingTools(context: CommandContext): Tools {
  const tools = lookingTools(context);
  const say = (fields: Readonly<Record<string, unknown>>, event: string): void => {
    const more = Object.entries(fields).map(([name, value]) => `${name} ${String(value)}`);
    context.terminal.say(`warning: ${event}${more.length > 0 ? ` (${more.join(', ')})` : ''}`);
  };
  return { ...tools, logger: { ...tools.logger, warn: say } };
}
