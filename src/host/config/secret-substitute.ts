import type { Plugin } from '../../contract/index.ts';
import type { SettingPath } from './findings.ts';
import { isMarked, propertiesOf, requiredOf, type Schema } from './schema-parts.ts';

/** What a setting becomes that cannot be had. */
export interface Substitute {
  /** Undefined: it is left out. */
  readonly value: string | undefined;
}

/** Long enough to be a token, or a key. */
export const standIn = 'secret-that-is-not-known-to-this-process';

/** What becomes of the setting at a path when it cannot be had and nothing connects with it; undefined: it is no secret. */
export function secretSubstitute(path: SettingPath, plugins: readonly Plugin[]): Substitute | undefined {
  if (path.at(-2) === 'headers') return { value: undefined };
  const hostSetting = path.map((part) => (typeof part === 'number' ? '*' : part)).join('.');
  if (Object.hasOwn(hostSecrets, hostSetting)) return { value: hostSecrets[hostSetting] };
  const [section, , setting] = path;
  if (section !== 'connectors' || typeof setting !== 'string' || path.length !== 3) return undefined;
  return settingSubstitute(setting, plugins);
}

/** What becomes of a setting of a connector that cannot be had; undefined: it is no secret. */
export function settingSubstitute(setting: string, plugins: readonly Plugin[]): Substitute | undefined {
  const schemas = plugins.flatMap(({ manifest }) => manifest.sources.map(({ configuration }) => configuration));
  const secretIn = schemas.filter((schema) => isMarked(schema, setting, 'x-secret'));
  if (secretIn.length === 0) return undefined;
  return { value: secretIn.some((schema) => isStoodIn(schema, setting)) ? standIn : undefined };
}

/** What has to be there, and what takes any text that is long enough: other settings may ask for it. */
function isStoodIn(schema: Schema, setting: string): boolean {
  const { minLength, pattern } = propertiesOf(schema)[setting] ?? {};
  return requiredOf(schema).includes(setting) || (minLength !== undefined && pattern === undefined);
}

const hostSecrets: Readonly<Partial<Record<string, string>>> = {
  'web.access.*.token': standIn,
  'notify.*.smtp.password': standIn,
  'notify.*.webhook.url': `https://${standIn}.invalid`,
};
