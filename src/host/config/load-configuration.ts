import { dirname, relative, resolve } from 'node:path';
import type { Plugin } from '../../contract/index.ts';
import {
  collectorSettings,
  connectorSettings,
  type CollectorSettings,
  type ConnectorSettings,
} from './collector-settings.ts';
import type { Configuration, StateConfiguration } from './configuration.ts';
import { connectorsOf } from './connectors-of.ts';
import { destinationOf, metricsOf } from './destination-of.ts';
import { collectFindings, type Finding, type Findings, type SettingPath } from './findings.ts';
import { loadContext, type LoadContext } from './load-context.ts';
import { notifyOf } from './notify-of.ts';
import { readTextFile, type TextFile } from './read-text-file.ts';
import { readYaml } from './read-yaml.ts';
import { reportIssues } from './report-issues.ts';
import { resolveReferences } from './resolve-references.ts';
import { secretSubstitute } from './secret-substitute.ts';
import { webOf } from './web-of.ts';

export interface LoadOptions {
  readonly plugins: readonly Plugin[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called with every secret that was read, before anything else learns of it: for the redactor. */
  readonly onSecret: (text: string) => void;
  /** `look`: nothing connects with it, so secrets and certificates that cannot be had are done without. */
  readonly purpose?: Purpose;
  /** Whether this process may do everything; default: whether it is root. */
  readonly isRoot?: boolean;
}

/** What a configuration is read for. Default: `connect`. */
export type Purpose = 'connect' | 'look';

export type LoadedConfiguration =
  | { readonly ok: true; readonly configuration: Configuration; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly problems: readonly Finding[]; readonly warnings: readonly Finding[] };

/** Reads and checks a collector's file. Touches no network; never throws for what stands in the file. */
export async function loadConfiguration(path: string, options: LoadOptions): Promise<LoadedConfiguration> {
  const absolute = resolve(path);
  const file = await readTextFile(absolute);
  if (!file.ok)
    return { ok: false, problems: [{ path: '', message: `file ${absolute} ${file.message}` }], warnings: [] };
  const yaml = readYaml(file.text);
  if (yaml.problems.length > 0) return { ok: false, problems: yaml.problems, warnings: [] };
  const findings = collectFindings(yaml.locate);
  checkProcess(findings, options);
  const configuration = await interpret(yaml.value, { path: absolute, file, findings, options });
  const [problems, warnings] = [findings.errors(), findings.warnings()];
  return configuration && problems.length === 0
    ? { ok: true, configuration, warnings }
    : { ok: false, problems, warnings };
}

interface Loading {
  readonly path: string;
  readonly file: Extract<TextFile, { ok: true }>;
  readonly findings: Findings;
  readonly options: LoadOptions;
}

async function interpret(value: unknown, loading: Loading): Promise<Configuration | undefined> {
  const { path, findings, options } = loading;
  const directory = dirname(path);
  const { env, plugins, onSecret, purpose = 'connect' } = options;
  const substitute = purpose === 'look' ? (at: SettingPath) => secretSubstitute(at, plugins) : undefined;
  const settings = await resolveReferences(value, { env, directory, findings, ...(substitute && { substitute }) });
  const context = loadContext({ directory, findings, settings, onSecret, needsFiles: purpose === 'connect' });
  const parsed = collectorSettings.safeParse(settings.value, { reportInput: true });
  refuseIdle(settings.value, findings);
  if (!parsed.success) {
    reportIssues(parsed.error, collectorSettings, findings);
    // Everything that is wrong at once, not one plane after the other.
    await connectorsOf(readableConnectors(settings.value), plugins, context);
    return undefined;
  }
  const configuration = await configurationOf(parsed.data, { loading, context });
  checkAccess(loading, context);
  const watchedFiles = [...new Set([...settings.files, ...context.files()])].toSorted();
  return { ...configuration, watchedFiles };
}

function readableConnectors(settings: unknown) {
  const { connectors } = (settings ?? {}) as { connectors?: unknown };
  return Array.isArray(connectors) ? connectors.map((entry, index) => readableConnector(entry, index)) : [];
}

/** An entry whose id, name or interval is wrong gets others: what else is wrong with it is worth saying too. */
function readableConnector(entry: unknown, index: number): ConnectorSettings | undefined {
  const { data } = connectorSettings.safeParse(entry);
  if (data || typeof entry !== 'object') return data;
  const others = { id: `-${index}-`, name: undefined, health_check_interval: undefined };
  return connectorSettings.safeParse({ ...entry, ...others }).data;
}

interface Interpretation {
  readonly loading: Loading;
  readonly context: LoadContext;
}

async function configurationOf(
  settings: CollectorSettings,
  { loading: { path, options }, context }: Interpretation,
): Promise<Omit<Configuration, 'watchedFiles'>> {
  return {
    path,
    connectors: await connectorsOf(settings.connectors, options.plugins, context),
    broken: [],
    destination: await destinationOf(settings.destination, context),
    state: stateOf(settings.state, context),
    web: await webOf(settings.web, context),
    metrics: { otlp: metricsOf(settings.metrics, context) },
    notify: notifyOf(settings.notify, context),
    log: settings.log,
  };
}

/** Without a connector there is nothing to do, unless the console can add one. */
function refuseIdle(settings: unknown, findings: Findings): void {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return;
  const { connectors, web } = settings as { connectors?: unknown; web?: unknown };
  const none = connectors === undefined || (Array.isArray(connectors) && connectors.length === 0);
  if (!none || web !== undefined) return;
  findings.error(['connectors'], { message: 'must hold at least one connector, unless web lets you add them' });
}

function stateOf(settings: CollectorSettings['state'], context: LoadContext): StateConfiguration {
  const directory = resolve(context.directory, settings.directory);
  if (settings.key_file === undefined) return { directory, keyFile: undefined };
  const keyFile = resolve(context.directory, settings.key_file);
  if (!relative(directory, keyFile).startsWith('..')) {
    const message = 'must lie outside the state directory: whoever gets that must not get the key with it';
    context.findings.error(['state', 'key_file'], { message });
  }
  return { directory, keyFile };
}

function checkProcess(findings: Findings, { env, isRoot = process.geteuid?.() === 0 }: LoadOptions): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    const message = 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of certificates';
    findings.error([], { message: `${message}: unset it, and name the authority in ca_file` });
  }
  if (isRoot) findings.warn([], { message: 'runs as root: give it a user of its own' });
}

/** Only a file that holds a secret has to be kept from others. */
function checkAccess({ path, file, findings }: Loading, context: LoadContext): void {
  if (!file.openToOthers || !context.holdsSecret()) return;
  findings.error([], { message: `file ${path} holds a secret and can be used by others: chmod 600 ${path}` });
}
