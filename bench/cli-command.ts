import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };

/** What `npm run cortex-otel` gives to Node: flags, then the program. */
export const cliCommand: readonly string[] = manifest.scripts['cortex-otel']
  .split(' ')
  .slice(1)
  .map((word) => (word.startsWith('-') ? word : fileURLToPath(new URL(`../${word}`, import.meta.url))));
