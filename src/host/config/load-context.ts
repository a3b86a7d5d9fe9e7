import { resolve } from 'node:path';
import type { Findings, SettingPath } from './findings.ts';
import { readTextFile } from './read-text-file.ts';
import type { ResolvedSettings } from './resolve-references.ts';
import { secretsIn, textsToMask } from './secrets-in.ts';
import { shownFile } from './shown-name.ts';

/** What is at hand while one file is loaded. */
export interface LoadContext {
  /** Of the configuration file: relative paths are relative to it. */
  readonly directory: string;
  readonly findings: Findings;
  /** The text of a file that a setting names; undefined when it cannot be had, and a finding says why. */
  textOf(path: SettingPath, name: string): Promise<string | undefined>;
  /** Whether the text at this path stands in the file itself. */
  readonly isLiteral: (path: SettingPath) => boolean;
  /** What stands in the file at this path, where that is a reference; undefined: it is none. */
  readonly reference: (path: SettingPath) => string | undefined;
  /** Makes a secret known, and says so where it stands in the file itself. */
  secret(path: SettingPath, text: string): void;
  /** Absolute paths of the files that settings named. */
  files(): readonly string[];
  /** Whether some secret stands in the file itself. */
  holdsSecret(): boolean;
}

export interface LoadContextParts {
  readonly directory: string;
  readonly findings: Findings;
  readonly settings: ResolvedSettings;
  readonly onSecret: (text: string) => void;
  /** Whether a file that cannot be read is a finding. */
  readonly needsFiles: boolean;
}

export function loadContext({ directory, findings, settings, onSecret, needsFiles }: LoadContextParts): LoadContext {
  const files = new Set<string>();
  let literals = 0;
  return {
    directory,
    findings,
    isLiteral: settings.isLiteral,
    reference: settings.reference,
    async textOf(path, name) {
      const absolute = resolve(directory, name);
      files.add(absolute);
      const file = await readTextFile(absolute);
      if (file.ok) return file.text;
      if (needsFiles) findings.error(path, { message: `file ${shownFile(absolute)} ${file.message}` });
      return undefined;
    },
    secret(path, text) {
      for (const secret of textsToMask(text)) onSecret(secret);
      if (!settings.isLiteral(path) || secretsIn(text).length === 0) return;
      literals++;
      const suggested = '${env:NAME} or ${file:/path}';
      findings.warn(path, { message: 'is a secret that stands in the configuration file', suggested });
    },
    files: () => [...files],
    holdsSecret: () => literals > 0,
  };
}
