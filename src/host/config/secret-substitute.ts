import type { Plugin } from '../../contract/index.ts';
import type { SettingPath } from './findings.ts';
import { isMarked, requiredOf } from './schema-parts.ts';

/** What a setting becomes that cannot be had. */
export interface Substitute {
  /** Undefined: it is left out. */
  readonly value: string | undefined;
}

const standIn = 'secret-that-is-not-known';

/** What becomes of the setting at a path when it cannot be had and nothing connects with it; undefined: it is no secret. */
export function secretSubstitute(path: SettingPath, plugins: readonly Plugin[]): Substitute | undefined {
  if (path.at(-2) === 'headers') return { value: undefined };
  const [section, , setting] = path;
  if (section !== 'connectors' || typeof setting !== 'string' || path.length !== 3) return undefined;
  const schemas = plugins.flatMap(({ manifest }) => manifest.sources.map(({ configuration }) => configuration));
  const secretIn = schemas.filter((schema) => isMarked(schema, setting, 'x-secret'));
  if (secretIn.length === 0) return undefined;
  return { value: secretIn.some((schema) => requiredOf(schema).includes(setting)) ? standIn : undefined };
}
