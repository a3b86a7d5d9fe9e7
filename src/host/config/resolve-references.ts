import { resolve } from 'node:path';
import { formatPath, type Findings, type SettingPath } from './findings.ts';
import { readTextFile } from './read-text-file.ts';
import { shownFile, shownName } from './shown-name.ts';

export interface ReferenceContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths are relative to it. */
  readonly directory: string;
  readonly findings: Findings;
}

/** The settings with every reference followed, and what is known of how each value came about. */
export interface ResolvedSettings {
  readonly value: unknown;
  /** Whether the text at this path stands in the configuration file as it is. */
  readonly isLiteral: (path: SettingPath) => boolean;
  /** Absolute paths of the files that were read. */
  readonly files: readonly string[];
}

const reference = /\$\$\{|\$\{([^}]*)\}/g;

/**
 * Follows `${env:NAME}` and `${file:/path}` anywhere in text; `$${` is a plain `${`. What is missing becomes a finding.
 * The line ends at the end of a file are left out: editors and `echo` put them there.
 */
export async function resolveReferences(settings: unknown, context: ReferenceContext): Promise<ResolvedSettings> {
  const referring = new Set<string>();
  const files = new Set<string>();

  async function follow(value: unknown, path: SettingPath): Promise<unknown> {
    if (typeof value === 'string') return value.includes('${') ? followText(value, path) : value;
    if (Array.isArray(value)) return Promise.all(value.map(async (item, index) => follow(item, [...path, index])));
    if (typeof value !== 'object' || value === null) return value;
    // Schemas pass over this one in silence.
    if (Object.hasOwn(value, '__proto__')) context.findings.error([...path, '__proto__'], { message: 'is no setting' });
    const entries = await Promise.all(
      Object.entries(value).map(async ([key, item]) => [key, await follow(item, [...path, key])] as const),
    );
    return Object.fromEntries(entries);
  }

  async function followText(text: string, path: SettingPath): Promise<string> {
    let result = '';
    let end = 0;
    for (const match of text.matchAll(reference)) {
      result += text.slice(end, match.index) + (match[1] === undefined ? '${' : await target(match[1], path));
      if (match[1] !== undefined) referring.add(formatPath(path));
      end = match.index + match[0].length;
    }
    const rest = text.slice(end);
    if (rest.includes('${')) context.findings.error(path, { message: 'has a reference without its end (})', allowed });
    return result + rest;
  }

  async function target(inner: string, path: SettingPath): Promise<string> {
    const [, kind, name = ''] = /^(env|file):(.+)$/s.exec(inner) ?? [];
    if (kind === 'env')
      return context.env[name] || missing(path, `environment variable ${shownName(name)} is not set or empty`);
    if (kind !== 'file') return missing(path, 'has a reference of an unknown kind');
    const absolute = resolve(context.directory, name);
    files.add(absolute);
    const file = await readTextFile(absolute);
    if (!file.ok) return missing(path, `file ${shownFile(absolute)} ${file.message}`);
    return file.text.replace(/[\r\n]+$/, '') || missing(path, `file ${shownFile(absolute)} is empty`);
  }

  function missing(path: SettingPath, message: string): string {
    context.findings.error(path, { message, allowed });
    return '';
  }

  return {
    value: await follow(settings, []),
    isLiteral: (path) => !referring.has(formatPath(path)),
    files: [...files],
  };
}

const allowed = '${env:NAME} or ${file:/path}; $${ for a plain ${';
