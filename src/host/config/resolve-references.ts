import { resolve } from 'node:path';
import { formatPath, type Findings, type SettingPath } from './findings.ts';
import { readTextFile } from './read-text-file.ts';
import type { Substitute } from './secret-substitute.ts';
import { shownFile, shownName } from './shown-name.ts';

export interface ReferenceContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths are relative to it. */
  readonly directory: string;
  readonly findings: Findings;
  /** What a setting becomes when a reference in it leads nowhere; undefined: that is a finding. */
  readonly substitute?: (path: SettingPath) => Substitute | undefined;
}

/** The settings with every reference followed, and what is known of how each value came about. */
export interface ResolvedSettings {
  readonly value: unknown;
  /** Whether the text at this path stands in the configuration file as it is. */
  readonly isLiteral: (path: SettingPath) => boolean;
  /** What stands at this path in the configuration file, where it holds a reference. */
  readonly reference: (path: SettingPath) => string | undefined;
  /** Absolute paths of the files that were read. */
  readonly files: readonly string[];
}

const reference = /\$\$\{|\$\{([^}]*)\}/g;

/**
 * Follows `${env:NAME}` and `${file:/path}` anywhere in text; `$${` is a plain `${`. What is missing becomes a finding.
 * The line ends at the end of a file are left out: editors and `echo` put them there.
 */
export async function resolveReferences(settings: unknown, context: ReferenceContext): Promise<ResolvedSettings> {
  const referring = new Map<string, string>();
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
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }

  /** Undefined: the setting is left out. */
  async function followText(text: string, path: SettingPath): Promise<string | undefined> {
    const parts: string[] = [];
    let end = 0;
    let leadsNowhere = false;
    for (const match of text.matchAll(reference)) {
      parts.push(text.slice(end, match.index));
      end = match.index + match[0].length;
      if (match[1] === undefined) {
        parts.push('${');
        continue;
      }
      referring.set(formatPath(path), text);
      const found = await target(match[1], path);
      leadsNowhere ||= found === undefined;
      parts.push(found ?? '');
    }
    const rest = text.slice(end);
    if (rest.includes('${')) context.findings.error(path, { message: 'has a reference without its end (})', allowed });
    const substitute = leadsNowhere ? context.substitute?.(path) : undefined;
    return substitute ? substitute.value : parts.join('') + rest;
  }

  async function target(inner: string, path: SettingPath): Promise<string | undefined> {
    const [, kind, name = ''] = /^(env|file):(.+)$/s.exec(inner) ?? [];
    if (kind === 'env')
      return context.env[name] || missing(path, `environment variable ${shownName(name)} is not set or empty`);
    if (kind !== 'file') {
      context.findings.error(path, { message: 'has a reference of an unknown kind', allowed });
      return '';
    }
    const absolute = resolve(context.directory, name);
    files.add(absolute);
    const file = await readTextFile(absolute);
    if (!file.ok) return missing(path, `file ${shownFile(absolute)} ${file.message}`);
    return file.text.replace(/[\r\n]+$/, '') || missing(path, `file ${shownFile(absolute)} is empty`);
  }

  function missing(path: SettingPath, message: string): undefined {
    if (!context.substitute?.(path)) context.findings.error(path, { message, allowed });
  }

  return {
    value: await follow(settings, []),
    isLiteral: (path) => !referring.has(formatPath(path)),
    reference: (path) => referring.get(formatPath(path)),
    files: [...files],
  };
}

const allowed = '${env:NAME} or ${file:/path}; $${ for a plain ${';
