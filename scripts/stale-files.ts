import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './generated-files.ts';

const root = new URL('../', import.meta.url);

/** Generated files that are missing, differ from what the code says, or that nothing generates any more. */
export function staleFiles(): readonly string[] {
  const files = generatedFiles();
  const differing = [...files].filter(([path, text]) => textOf(path) !== text).map(([path]) => path);
  const orphans = schemaFiles().filter((path) => !files.has(path));
  return [...differing, ...orphans];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}

const relative = (path: string): string => path.slice(fileURLToPath(root).length);

function schemaFiles(): readonly string[] {
  try {
    const entries = readdirSync(new URL('schemas/', root), { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(join(parentPath, name)));
  } catch {
    return [];
  }
}
