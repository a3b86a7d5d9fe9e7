import type { Command } from './command-context.ts';
import { exitCodes } from './exit-code.ts';

/** Prints the manifest of the plugin. */
export const manifest: Command<unknown> = async (_, { terminal, plugins }) => {
  for (const plugin of await plugins()) terminal.out(JSON.stringify(plugin.manifest, null, 2));
  return exitCodes.done;
};
