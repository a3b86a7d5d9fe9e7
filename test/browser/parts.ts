import type { Browser } from 'playwright-core';
import type { Checks } from '../kill/checks.ts';
import { runCommands } from './commands.ts';
import { everyPlace } from './every-place.ts';
import { frozenHost } from './frozen-host.ts';
import { mouse } from './hands.ts';
import { showHostileTexts } from './hostile/hostile-texts.ts';
import { keyboard } from './keyboard.ts';
import { manyConnectors } from './many/many-connectors.ts';
import { useConsole } from './person/use-console.ts';
import { secondThoughts } from './second-thoughts.ts';
import { shortcuts } from './shortcuts.ts';
import { signIn } from './sign-in.ts';

export interface PartTools {
  readonly browser: Browser;
  readonly checks: Checks;
  /** Directory for pictures of what failed. */
  readonly pictures: string;
  readonly print: (line: string) => void;
}

/** What is tried, each part on a collector of its own. */
export const parts: Readonly<Record<string, (tools: PartTools) => Promise<void>>> = {
  'sign-in': signIn,
  mouse: (tools) => useConsole(tools, mouse),
  keyboard: (tools) => useConsole(tools, keyboard),
  'second-thoughts': secondThoughts,
  commands: runCommands,
  shortcuts,
  'frozen-host': frozenHost,
  'hostile-texts': showHostileTexts,
  'every-place': everyPlace,
  'many-connectors': manyConnectors,
};
