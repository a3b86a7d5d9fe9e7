import type { ConnectorConfig, Plugin, SourceManifest } from '../../contract/index.ts';
import { collectorSettings } from './collector-settings.ts';
import type { SettingPath } from './findings.ts';
import type { LoadContext } from './load-context.ts';
import { isMarked, propertiesOf } from './schema-parts.ts';

/** A connector of one source, before its plugin has seen it. */
export interface Draft {
  /** Where its settings stand. */
  readonly path: SettingPath;
  readonly plugin: Plugin;
  readonly source: SourceManifest;
  /** Ids of other sources that the same settings are for. */
  readonly beside?: readonly string[];
  /** References followed. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ConfiguredDraft {
  readonly config: ConnectorConfig;
  /** As the plugin has seen them: with its source, and files as their text. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Has the plugin check a draft. What is wrong becomes a finding, and the result undefined. */
export async function configureDraft(draft: Draft, context: LoadContext): Promise<ConfiguredDraft | undefined> {
  const { path, plugin, source } = draft;
  const settings = { ...(await withFiles(draft, context)), source: source.id };
  announceSecrets(draft, context);
  const validation = plugin.validate(settings, draft.beside);
  for (const { path: field, errors, warnings, suggested } of validation.fields) {
    const at = field === '' ? path : [...path, ...field.split('.')];
    const extra = suggested !== undefined && { suggested };
    for (const message of warnings) context.findings.warn(at, { message, ...extra });
    // Of a setting whose reference or file leads nowhere, that has been said; a wrong name is worth saying too.
    if (Object.hasOwn(propertiesOf(source.configuration), field) && context.findings.hasError(at)) continue;
    for (const message of errors) context.findings.error(at, isOfTheFile(field) ? outdented : { message, ...extra });
  }
  return validation.ok ? { config: validation.config, settings } : undefined;
}

/** Whether a setting stands beside `connectors`: within one it is indented too far. */
function isOfTheFile(field: string): boolean {
  return Object.hasOwn(collectorSettings.shape, field);
}

const outdented = { message: 'is no setting of a connector: it stands beside connectors, not indented' };

/** Settings that name a file reach the plugin as its text. */
async function withFiles({ path, source, settings }: Draft, context: LoadContext): Promise<Draft['settings']> {
  const entries = await Promise.all(
    Object.entries(settings).map(async ([key, value]) => {
      if (!isMarked(source.configuration, key, 'x-file') || typeof value !== 'string') return [key, value] as const;
      return [key, await context.textOf([...path, key], value)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function announceSecrets({ path, source, settings }: Draft, context: LoadContext): void {
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value === 'string' && isMarked(source.configuration, key, 'x-secret'))
      context.secret([...path, key], value);
  }
}
