import { type ConnectorDetails, testResultSchema } from '../../api/connector-form.ts';
import type { BrokenConnector, ConfiguredConnector } from '../config/configuration.ts';
import { isMarked } from '../config/schema-parts.ts';
import type { SavedConnector, StoredSecret } from '../state/operator-store.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { etagOf } from './etag.ts';
import { requireConnector } from './find-connector.ts';
import { sourceNamed } from '../config/source-named.ts';
import { yamlOfConnector } from './yaml-of-connector.ts';

/** How connectors are configured, of both origins; without their secrets. */
export function connectorDetailsOf(parts: ConsoleContext): Pick<Console, 'connectors' | 'connector'> {
  const { configuration, store } = parts;

  async function detailsOf(found: ConfiguredConnector | BrokenConnector, saved: readonly SavedConnector[]) {
    const mine = saved.find(({ id }) => id === found.id);
    const described = mine ? savedDetails(mine) : fileDetails(found, parts);
    const tenant = 'plugin' in found ? found.config.tenant : null;
    const lastTest = testOf(await store.operators.lastTest(found.id));
    return { ...described, tenant, yaml: yamlOfConnector(described), lastTest };
  }

  return {
    async connectors() {
      const saved = await store.operators.savedConnectors();
      const { connectors, broken } = configuration();
      return Promise.all([...connectors, ...broken].map(async (each) => detailsOf(each, saved)));
    },
    async connector(id) {
      const found = requireConnector(id, parts);
      return detailsOf(found, await store.operators.savedConnectors());
    },
  };
}

type Described = Omit<ConnectorDetails, 'tenant' | 'yaml' | 'lastTest'>;

function savedDetails(saved: SavedConnector): Described {
  const { id, name, source, settings, secrets, destination, healthCheckInterval } = saved;
  const shown = Object.entries(secrets).map(([setting, secret]) => [setting, shownSecret(secret)] as const);
  return {
    id,
    name,
    source,
    origin: 'saved',
    settings,
    secrets: Object.fromEntries(shown),
    destination: destination && { ...destination, authorization: destination.authorization !== null },
    healthCheckInterval,
    etag: etagOf(saved),
  };
}

function shownSecret({ kind, text, setMs }: StoredSecret): ConnectorDetails['secrets'][string] {
  const setAt = new Date(setMs).toISOString();
  return kind === 'reference' ? { kind, reference: text, setAt } : { kind, setAt };
}

/** What stands in the file, as it stands there. */
function fileDetails(found: ConfiguredConnector | BrokenConnector, { plugins }: ConsoleContext): Described {
  const isWhole = 'plugin' in found;
  const source = isWhole ? found.config.source : found.source;
  const schema = sourceNamed(source, plugins)?.source.configuration ?? {};
  const written = Object.entries((isWhole && found.written) || {});
  const isSecret = (setting: string) => isMarked(schema, setting, 'x-secret');
  return {
    id: found.id,
    name: found.name,
    source,
    // Nothing is left of what was saved of it; the file is taken over whole, or not at all.
    origin: isWhole ? 'file' : 'saved',
    settings: Object.fromEntries(written.filter(([setting]) => !isSecret(setting))),
    secrets: Object.fromEntries(
      written.filter(([setting]) => isSecret(setting)).map(([setting, text]) => [setting, fileSecret(text)]),
    ),
    destination: null,
    healthCheckInterval: intervalText(isWhole ? found.healthCheckIntervalMs : undefined),
    etag: '"file"',
  };
}

function fileSecret(text: unknown): ConnectorDetails['secrets'][string] {
  return { kind: 'file', setAt: null, ...(typeof text === 'string' && { reference: text }) };
}

function intervalText(ms: number | undefined): string | null {
  return ms === undefined ? null : `${ms / 60_000}m`;
}

/** Display only: one that cannot be read is none. */
function testOf(text: string | undefined): ConnectorDetails['lastTest'] {
  if (text === undefined) return null;
  try {
    return testResultSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
