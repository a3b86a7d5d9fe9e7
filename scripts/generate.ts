/*
 * Writes manifest.json and schemas/ from the definitions in the code. With --check it writes nothing, names the files
 * that are stale, and fails if there are any.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';
import { staleFiles } from './stale-files.ts';

const root = new URL('../', import.meta.url);
const files = generatedFiles();
const stale = staleFiles();

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is stale: run npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(new URL('schemas/commands/', root), { recursive: true });
  for (const path of stale) {
    const text = files.get(path);
    if (text === undefined) rmSync(new URL(path, root));
    else writeFileSync(new URL(path, root), text);
    console.log(`${text === undefined ? 'removed' : 'written'}: ${path}`);
  }
}
