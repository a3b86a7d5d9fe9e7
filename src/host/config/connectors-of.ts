import type { Plugin, SourceManifest } from '../../contract/index.ts';
import { nearestName } from '../../shared/nearest-name.ts';
import { collectorSettings, connectorId, type ConnectorSettings } from './collector-settings.ts';
import type { ConfiguredConnector } from './configuration.ts';
import type { SettingPath } from './findings.ts';
import { inputsDigest } from './inputs-digest.ts';
import type { LoadContext } from './load-context.ts';
import { isMarked, propertiesOf } from './schema-parts.ts';

/** A connector of one source, before its plugin has seen it. */
interface Draft {
  readonly id: string;
  readonly name: string;
  readonly path: SettingPath;
  readonly plugin: Plugin;
  readonly source: SourceManifest;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly healthCheckIntervalMs: number | undefined;
}

/** The connectors that are right. What is wrong with the others becomes a finding; undefined: it has become one already. */
export async function connectorsOf(
  entries: readonly (ConnectorSettings | undefined)[],
  plugins: readonly Plugin[],
  context: LoadContext,
): Promise<readonly ConfiguredConnector[]> {
  const drafts = entries.flatMap((entry, index) =>
    entry ? draftsOf(entry, ['connectors', index], { plugins, context }) : [],
  );
  refuseRepeated(drafts, 'id', context);
  refuseRepeated(drafts, 'name', context);
  const connectors = await Promise.all(drafts.map(async (draft) => configured(draft, context)));
  return connectors.filter((connector) => connector !== undefined);
}

interface Surroundings {
  readonly plugins: readonly Plugin[];
  readonly context: LoadContext;
}

function draftsOf(entry: ConnectorSettings, path: SettingPath, { plugins, context }: Surroundings): readonly Draft[] {
  const { id, name = id, source, sources, health_check_interval: healthCheckIntervalMs, ...settings } = entry;
  if ((source === undefined) === (sources === undefined)) {
    context.findings.error(path, {
      message: 'must hold either source or sources',
      allowed: knownSources(plugins).join(', '),
    });
    return [];
  }
  if (source !== undefined) {
    const found = sourceNamed(source, [...path, 'source'], { plugins, context });
    return found ? [{ id, name, path, settings, healthCheckIntervalMs, ...found }] : [];
  }
  return [...new Set(sources)].flatMap((each, index) => {
    const found = sourceNamed(each, [...path, 'sources', index], { plugins, context });
    const own = `${id}-${each}`;
    if (found && !connectorId.safeParse(own).success) {
      context.findings.error([...path, 'id'], { message: 'is too long for an id made of it and a source' });
    }
    if (!found) return [];
    return [{ id: own, name: `${name} (${found.source.title})`, path, settings, healthCheckIntervalMs, ...found }];
  });
}

/** The source with this name; for a wrong one the nearest, so that the rest of the entry is checked all the same. */
function sourceNamed(name: string, path: SettingPath, { plugins, context }: Surroundings) {
  const found = sourceWith(name, plugins);
  if (found) return found;
  const known = knownSources(plugins);
  const suggested = nearestName(name, known) ?? nearestName(name.replaceAll('_', '-'), known);
  context.findings.error(path, {
    message: 'is no known source',
    allowed: known.join(', '),
    ...(suggested && { suggested }),
  });
  return suggested === undefined ? undefined : sourceWith(suggested, plugins);
}

function sourceWith(id: string, plugins: readonly Plugin[]) {
  for (const plugin of plugins) {
    const source = plugin.manifest.sources.find((each) => each.id === id);
    if (source) return { plugin, source };
  }
  return undefined;
}

function knownSources(plugins: readonly Plugin[]): readonly string[] {
  return plugins.flatMap(({ manifest }) => manifest.sources.map(({ id }) => id));
}

function refuseRepeated(drafts: readonly Draft[], key: 'id' | 'name', { findings }: LoadContext): void {
  const seen = new Set<string>();
  for (const draft of drafts) {
    const value = draft[key].toLowerCase();
    if (seen.has(value))
      findings.error([...draft.path, key], { message: `must differ from the ${key} of every other connector` });
    seen.add(value);
  }
}

async function configured(draft: Draft, context: LoadContext): Promise<ConfiguredConnector | undefined> {
  const { id, name, path, plugin, source, healthCheckIntervalMs } = draft;
  const settings = { ...(await withFiles(draft, context)), source: source.id };
  announceSecrets(draft, context);
  const validation = plugin.validate(settings);
  for (const { path: field, errors, warnings, suggested } of validation.fields) {
    const at = field === '' ? path : [...path, ...field.split('.')];
    const extra = suggested !== undefined && { suggested };
    for (const message of warnings) context.findings.warn(at, { message, ...extra });
    // Of a setting whose reference or file leads nowhere, that has been said; a wrong name is worth saying too.
    if (Object.hasOwn(propertiesOf(source.configuration), field) && context.findings.hasError(at)) continue;
    for (const message of errors) context.findings.error(at, isOfTheFile(field) ? outdented : { message, ...extra });
  }
  if (!validation.ok) return undefined;
  return {
    id,
    name,
    origin: 'file',
    plugin,
    config: validation.config,
    destination: undefined,
    healthCheckIntervalMs,
    written: written(draft, context),
    inputs: inputsDigest({ id, name, settings, healthCheckIntervalMs }),
  };
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

/** What can be shown of the settings of the file. A secret is shown where it is a reference and nothing else. */
function written({ path, source, settings }: Draft, context: LoadContext): NonNullable<ConfiguredConnector['written']> {
  const shown: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(settings)) {
    const reference = context.reference([...path, key]);
    const isSecret = isMarked(source.configuration, key, 'x-secret');
    if (isSecret) shown[key] = reference !== undefined && /^\$\{[^{}]*\}$/.test(reference) ? reference : null;
    else if (reference !== undefined) shown[key] = reference;
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') shown[key] = value;
  }
  return shown;
}

function announceSecrets({ path, source, settings }: Draft, context: LoadContext): void {
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value === 'string' && isMarked(source.configuration, key, 'x-secret'))
      context.secret([...path, key], value);
  }
}
