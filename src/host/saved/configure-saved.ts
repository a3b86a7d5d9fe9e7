import type { FieldProblem } from '../../api/problem.ts';
import type { Plugin } from '../../contract/index.ts';
import { healthCheckInterval } from '../config/collector-settings.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';
import { configureDraft } from '../config/configure-draft.ts';
import { collectFindings, type Findings } from '../config/findings.ts';
import { inputsDigest } from '../config/inputs-digest.ts';
import type { Purpose } from '../config/load-configuration.ts';
import { loadContext } from '../config/load-context.ts';
import { reportIssues } from '../config/report-issues.ts';
import { sourceNamed } from '../config/source-named.ts';
import type { SavedConnector } from '../state/operator-store.ts';
import { fieldProblems } from './field-problems.ts';
import { ownDestinationOf } from './own-destination-of.ts';
import { type RevealedSecrets, revealSecrets } from './reveal-secrets.ts';
import type { Sealer } from './sealer.ts';

/** What a saved connector is configured with, besides itself. */
export interface SavedContext {
  readonly plugins: readonly Plugin[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the configuration file: relative paths are relative to it. */
  readonly directory: string;
  /** Undefined: there is no key file, so nothing that is sealed can be had. */
  readonly sealer: Pick<Sealer, 'unseal'> | undefined;
  /** Called with every secret that was read, before anything else learns of it: for the redactor. */
  readonly onSecret: (text: string) => void;
  /** As that of a configuration file. Default: `connect`. */
  readonly purpose?: Purpose;
}

/** `fields` is what a person has to know of each field of a form, warnings too; no text holds a value. */
export type ConfiguredSaved =
  | {
      readonly ok: true;
      readonly connector: ConfiguredConnector;
      readonly fields: readonly FieldProblem[];
      /** Absolute paths of the files a value came from. */
      readonly files: readonly string[];
    }
  | {
      readonly ok: false;
      readonly fields: readonly FieldProblem[];
      readonly message: string;
      readonly remedy: string;
      readonly files: readonly string[];
    };

/**
 * Makes of a saved connector what a connector of the file becomes: secrets unsealed or read from where they are
 * referred to, files as their text, checked by its plugin. References are followed in secrets only, so that no form can
 * show what stands in an environment variable or a file. Never throws for what is saved.
 */
export async function configureSaved(saved: SavedConnector, given: SavedContext): Promise<ConfiguredSaved> {
  const found = sourceNamed(saved.source, given.plugins);
  if (!found) return unknownSource(saved, given.plugins);
  const findings = collectFindings(() => undefined);
  const { purpose = 'connect', directory, onSecret } = given;
  const secrets = await revealSecrets(saved, findings, given);
  // Nothing of it stands in the configuration file: it can be no secret that does.
  const settings = { value: undefined, files: [], isLiteral: () => false, reference: () => undefined };
  const context = loadContext({ directory, findings, settings, onSecret, needsFiles: purpose === 'connect' });
  const draft = { ...found, path: ['settings'], settings: { ...saved.settings, ...secrets.settings } };
  const configured = await configureDraft(draft, context);
  const destination = saved.destination
    ? await ownDestinationOf(saved.destination, secrets.authorization, context)
    : undefined;
  const healthCheckIntervalMs = intervalOf(saved, findings);
  const fields = fieldProblems(findings);
  const files = [...secrets.files, ...context.files()];
  if (!configured || findings.errors().length > 0) return { ok: false, fields, files, ...whyBroken(fields, secrets) };
  const { id, name } = saved;
  const inputs = inputsDigest({ id, name, settings: configured.settings, healthCheckIntervalMs, destination });
  const { plugin } = found;
  const { config } = configured;
  const connector = { id, name, origin: 'saved', plugin, config, destination, healthCheckIntervalMs, inputs } as const;
  return { ok: true, connector, fields, files };
}

function intervalOf({ healthCheckInterval: text }: SavedConnector, findings: Findings): number | undefined {
  if (text === null) return undefined;
  const parsed = healthCheckInterval.safeParse(text, { reportInput: true });
  if (!parsed.success) reportIssues(parsed.error, healthCheckInterval, findings, ['healthCheckInterval']);
  return parsed.data;
}

function whyBroken(fields: readonly FieldProblem[], { remedy }: RevealedSecrets) {
  const [first] = fields.filter(({ errors }) => errors.length > 0);
  const message = first ? `${first.path}: ${first.errors.join('; ')}` : 'It cannot be used as it is saved';
  return { message, remedy: remedy ?? 'Edit the connector, or put back what it refers to.' };
}

function unknownSource({ source }: SavedConnector, plugins: readonly Plugin[]): ConfiguredSaved {
  const known = plugins.flatMap(({ manifest }) => manifest.sources.map(({ id }) => id)).join(', ');
  const message = `Its source ${source.slice(0, 64)} is not known here, only ${known}`;
  const remedy = 'Run the version of this program that knew it, or delete the connector.';
  const fields = [{ path: 'sources', errors: [`must be one of ${known}`], warnings: [] }];
  return { ok: false, fields, message, remedy, files: [] };
}
