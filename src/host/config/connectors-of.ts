import type { Plugin, SourceManifest } from '../../contract/index.ts';
import { nearestName } from '../../shared/nearest-name.ts';
import { connectorId, type ConnectorSettings } from './collector-settings.ts';
import { configureDraft, type Draft } from './configure-draft.ts';
import type { ConfiguredConnector } from './configuration.ts';
import type { SettingPath } from './findings.ts';
import { inputsDigest } from './inputs-digest.ts';
import type { LoadContext } from './load-context.ts';
import { isMarked, propertiesOf } from './schema-parts.ts';
import { sourceNamed } from './source-named.ts';

interface FileDraft extends Draft {
  readonly id: string;
  readonly name: string;
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

function draftsOf(
  entry: ConnectorSettings,
  path: SettingPath,
  { plugins, context }: Surroundings,
): readonly FileDraft[] {
  const { id, name = id, source, sources, health_check_interval: healthCheckIntervalMs, ...settings } = entry;
  if ((source === undefined) === (sources === undefined)) {
    context.findings.error(path, {
      message: 'must hold either source or sources',
      allowed: knownSources(plugins).join(', '),
    });
    return [];
  }
  if (source !== undefined) {
    const found = sourceMeant(source, [...path, 'source'], { plugins, context });
    return found ? [{ id, name, path, settings, healthCheckIntervalMs, ...found }] : [];
  }
  return [...new Set(sources)].flatMap((each, index) => {
    const found = sourceMeant(each, [...path, 'sources', index], { plugins, context });
    const own = `${id}-${each}`;
    if (found && !connectorId.safeParse(own).success) {
      context.findings.error([...path, 'id'], { message: 'is too long for an id made of it and a source' });
    }
    if (!found) return [];
    const known = withoutOthers(settings, found.source, sources ?? [], plugins);
    const beside = (sources ?? []).filter((other) => other !== each);
    const title = `${name} (${found.source.title})`;
    return [{ id: own, name: title, path, settings: known, beside, healthCheckIntervalMs, ...found }];
  });
}

/** Settings of an entry that makes several connectors: without those that only another source of it knows. */
function withoutOthers(
  settings: Draft['settings'],
  source: SourceManifest,
  sources: readonly string[],
  plugins: readonly Plugin[],
): Draft['settings'] {
  const knows = (one: SourceManifest, key: string): boolean => Object.hasOwn(propertiesOf(one.configuration), key);
  const others = sources.flatMap((name) => sourceNamed(name, plugins)?.source ?? []);
  const entries = Object.entries(settings).filter(([key]) => {
    return knows(source, key) || !others.some((other) => knows(other, key));
  });
  return Object.fromEntries(entries);
}

/** The source with this name; for a wrong one the nearest, so that the rest of the entry is checked all the same. */
function sourceMeant(name: string, path: SettingPath, { plugins, context }: Surroundings) {
  const found = sourceNamed(name, plugins);
  if (found) return found;
  const known = knownSources(plugins);
  const suggested = nearestName(name, known) ?? nearestName(name.replaceAll('_', '-'), known);
  context.findings.error(path, {
    message: 'is no known source',
    allowed: known.join(', '),
    ...(suggested && { suggested }),
  });
  return suggested === undefined ? undefined : sourceNamed(suggested, plugins);
}

function knownSources(plugins: readonly Plugin[]): readonly string[] {
  return plugins.flatMap(({ manifest }) => manifest.sources.map(({ id }) => id));
}

function refuseRepeated(drafts: readonly FileDraft[], key: 'id' | 'name', { findings }: LoadContext): void {
  const seen = new Set<string>();
  for (const draft of drafts) {
    const value = draft[key].toLowerCase();
    if (seen.has(value))
      findings.error([...draft.path, key], { message: `must differ from the ${key} of every other connector` });
    seen.add(value);
  }
}

async function configured(draft: FileDraft, context: LoadContext): Promise<ConfiguredConnector | undefined> {
  const { id, name, plugin, healthCheckIntervalMs } = draft;
  const found = await configureDraft(draft, context);
  if (!found) return undefined;
  return {
    id,
    name,
    origin: 'file',
    plugin,
    config: found.config,
    destination: undefined,
    healthCheckIntervalMs,
    written: written(draft, context),
    inputs: inputsDigest({ id, name, settings: found.settings, healthCheckIntervalMs }),
  };
}

/** What can be shown of the settings of the file. A secret is shown where it is a reference and nothing else. */
function written(
  { path, source, settings }: FileDraft,
  context: LoadContext,
): NonNullable<ConfiguredConnector['written']> {
  const shown: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(settings)) {
    const reference = context.reference([...path, key]);
    const isSecret = isMarked(source.configuration, key, 'x-secret');
    if (isSecret) shown[key] = reference !== undefined && /^\$\{[^{}]*\}$/.test(reference) ? reference : null;
    else if (reference !== undefined) shown[key] = reference;
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') shown[key] = value;
    else {
      const line = oneLine(value);
      if (line !== undefined) shown[key] = line;
    }
  }
  return shown;
}

/** A list, or a map of lists, as a form takes it: a copy made in the console must not lack what it cannot show. */
function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return listed(value);
  const parts = Object.entries(value).map(([name, inside]) => ({ name, text: listed([inside].flat()) }));
  if (parts.some(({ text }) => text === undefined)) return undefined;
  return parts.map(({ name, text }) => `${name}: ${text}`).join('; ');
}

function listed(values: readonly unknown[]): string | undefined {
  return values.every((one) => typeof one === 'string') ? values.join(', ') : undefined;
}
