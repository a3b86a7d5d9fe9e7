import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';

/** One import of one file; paths are relative to `src`, with forward slashes. */
export interface SourceImport {
  readonly file: string;
  /** A path relative to `src` (`plugin/index.ts`), or the name of a package or built-in module. */
  readonly target: string;
  readonly kind: 'file' | 'builtin' | 'package';
  /** Imported names; `*` for a whole module, none for its effects. Those that are only types are left out. */
  readonly values: readonly string[];
  readonly typesOnly: boolean;
}

export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export function sourceFiles(root: string): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(ts|tsx|js|jsx)$/.test(path))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

const statement = /^(?:import|export)\s+(type\s+)?([\w$*{][^'";]*?)\s*\bfrom\s+['"]([^'"]+)['"]/gm;
const bare = /^import\s+['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** Every import of a file: static, for effects, dynamic, and re-exports. */
export function importsOf({ file, text }: SourceFile): readonly SourceImport[] {
  const described = [...text.matchAll(statement)].map(([, type, clause = '', specifier = '']) => {
    const values = type ? [] : namesIn(clause);
    return { ...targetOf(file, specifier), values, typesOnly: values.length === 0 };
  });
  const whole = [...text.matchAll(bare), ...text.matchAll(dynamic)].map(([, specifier = '']) => {
    return { ...targetOf(file, specifier), values: ['*'], typesOnly: false };
  });
  return [...described, ...whole];
}

function namesIn(clause: string): readonly string[] {
  if (!clause.includes('{')) return ['*'];
  const names = clause.slice(clause.indexOf('{') + 1, clause.lastIndexOf('}')).split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
}

function targetOf(file: string, specifier: string): Pick<SourceImport, 'file' | 'target' | 'kind'> {
  if (specifier.startsWith('.')) {
    return { file, target: posix.join(posix.dirname(file), specifier), kind: 'file' };
  }
  const [scope = '', name = ''] = specifier.split('/');
  if (isBuiltin(specifier)) return { file, target: specifier, kind: 'builtin' };
  return { file, target: specifier.startsWith('@') ? `${scope}/${name}` : scope, kind: 'package' };
}
