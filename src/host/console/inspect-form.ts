import type { ConnectorForm } from '../../api/connector-form.ts';
import type { FieldProblem } from '../../api/problem.ts';
import type { SourceManifest } from '../../contract/index.ts';
import { nearestName } from '../../shared/nearest-name.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';
import { sourceNamed } from '../config/source-named.ts';
import { configureSaved } from '../saved/configure-saved.ts';
import type { Sealer } from '../saved/sealer.ts';
import type { SavedConnector } from '../state/operator-store.ts';
import { connectorNames, nameProblem } from './connector-names.ts';
import type { ConsoleContext } from './console-parts.ts';
import { type ConnectorContent, formContent } from './form-content.ts';
import type { KeepSecret } from './secrets-of-form.ts';
import { savedContextOf } from './saved-context-of.ts';

/** What is to be known of a form before anything is done with it. */
export interface InspectedForm {
  /** Whether nothing stands in the way. */
  readonly isRight: boolean;
  readonly fields: readonly FieldProblem[];
  readonly secretsNeeded: readonly string[];
  /** One for each source, as it would be saved. */
  readonly contents: readonly ConnectorContent[];
  /** One for each source that can be configured. */
  readonly connectors: readonly ConfiguredConnector[];
}

export interface GivenForm {
  readonly form: ConnectorForm;
  /** What is saved by now of the connector that is edited. */
  readonly current: SavedConnector | undefined;
  readonly keep: KeepSecret;
  /** Opens what `keep` has sealed, and what was sealed before. */
  readonly sealer: Pick<Sealer, 'unseal'> | undefined;
}

/** Checks a form for all of its sources. Follows references, uses no network, saves nothing. */
export async function inspectForm(given: GivenForm, parts: ConsoleContext): Promise<InspectedForm> {
  const { form, current } = given;
  const sources = [...new Set(form.sources)].map((id) => ({ id, found: sourceNamed(id, parts.plugins) }));
  const known = sources.flatMap(({ found }) => found?.source ?? []);
  const names = connectorNames(form.name, known);
  const looks = await Promise.all(
    known.map(async (source, index) => inspectSource(source, names[index] ?? form.name, given, parts)),
  );
  const fields = merged([
    ...sources.flatMap(({ id, found }) => (found ? [] : [unknownSource(id, parts)])),
    ...(current ? sourceProblems(form, current) : []),
    ...names.flatMap((name) => nameProblem(name, current?.id, parts.configuration()) ?? []),
    ...looks.flatMap((look) => look.fields),
  ]);
  return {
    isRight: fields.every(({ errors }) => errors.length === 0),
    fields,
    secretsNeeded: [...new Set(looks.flatMap(({ needed }) => needed))],
    contents: looks.map(({ content }) => content),
    connectors: looks.flatMap(({ connector }) => connector ?? []),
  };
}

interface SourceLook {
  readonly content: ConnectorContent;
  readonly connector: ConfiguredConnector | undefined;
  readonly needed: readonly string[];
  readonly fields: readonly FieldProblem[];
}

async function inspectSource(
  source: SourceManifest,
  name: string,
  { form, current, keep, sealer }: GivenForm,
  parts: ConsoleContext,
): Promise<SourceLook> {
  const { content, needed, unkept } = await formContent({ form, source, current }, name, keep);
  const configured = await configureSaved({ ...nobody, ...content }, { ...savedContextOf(parts), sealer });
  const own = new Map([
    ...needed.map((path) => [path, enterAgain] as const),
    ...unkept.map((path) => [path, cannotKeep] as const),
  ]);
  return {
    content,
    needed,
    connector: configured.ok && own.size === 0 ? configured.connector : undefined,
    // What the plugin says of a secret that is not there is of no use beside why it is not.
    fields: [
      ...configured.fields.filter(({ path }) => !own.has(path)),
      ...[...own].map(([path, message]) => ({ path, errors: [message], warnings: [] })),
    ],
  };
}

/** What a form does not say of a connector. */
const nobody = { id: '', revision: 0, createdMs: 0, updatedMs: 0 };

const enterAgain = 'must be entered again: it was given for another address';
export const cannotKeep =
  'cannot be kept here: there is no state.key_file to encrypt it with. Give a reference: ${env:NAME} or ${file:/path}';

function unknownSource(id: string, { plugins }: ConsoleContext): FieldProblem {
  const known = plugins.flatMap(({ manifest }) => manifest.sources.map((source) => source.id));
  const suggested = nearestName(id, known);
  const errors = [`must be one of ${known.join(', ')}`];
  return { path: 'sources', errors, warnings: [], ...(suggested !== undefined && { suggested }) };
}

/** The state of a connector, and so its checkpoint, is of one source. */
function sourceProblems({ sources }: ConnectorForm, { source }: SavedConnector): readonly FieldProblem[] {
  if (sources.length === 1 && sources[0] === source) return [];
  return [{ path: 'sources', errors: [`must stay ${source}: add another connector for another source`], warnings: [] }];
}

/** One report a field, each sentence once: several sources may say the same. */
function merged(reports: readonly FieldProblem[]): readonly FieldProblem[] {
  const byPath = new Map<string, FieldProblem>();
  for (const report of reports) {
    const known = byPath.get(report.path);
    const together = {
      ...known,
      ...report,
      errors: [...new Set([...(known?.errors ?? []), ...report.errors])],
      warnings: [...new Set([...(known?.warnings ?? []), ...report.warnings])],
    };
    byPath.set(report.path, together);
  }
  return [...byPath.values()];
}
