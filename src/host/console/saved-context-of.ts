import { dirname } from 'node:path';
import type { SavedContext } from '../saved/configure-saved.ts';
import type { ConsoleContext } from './console-parts.ts';

/** What saved connectors, and forms as if they were saved, are configured with. */
export function savedContextOf({ plugins, env, sealer, redactor, configuration }: ConsoleContext): SavedContext {
  const directory = dirname(configuration().path);
  return { plugins, env, directory, sealer, onSecret: (text) => redactor.add(text) };
}
