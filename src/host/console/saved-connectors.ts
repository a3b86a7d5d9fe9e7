import type { ConnectorForm } from '../../api/connector-form.ts';
import type { SavedConnector } from '../state/operator-store.ts';
import { connectorIds } from '../saved/connector-ids.ts';
import { requireConfirmed } from './confirmed.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { ConsoleProblem } from './console-problem.ts';
import { etagOf } from './etag.ts';
import { requireConnector } from './find-connector.ts';
import type { ConnectorContent } from './form-content.ts';
import { formDifference } from './form-difference.ts';
import { inspectForm } from './inspect-form.ts';
import { refuseWrong, wrongFields } from './inspect-unsaved.ts';
import { createKeepSecret } from './keep-secret.ts';
import { nameProblem } from './connector-names.ts';
import { noteStep } from './timeline.ts';

export interface SavedConnectorParts extends ConsoleContext {
  /** Ends what goes on in the background for a connector that is being removed. */
  readonly forget: (id: string) => Promise<void>;
}

type Edits = Pick<Console, 'create' | 'update' | 'remove' | 'clone'>;

/** Connectors made in the console: to add, change, copy and delete. One edit at a time. */
export function savedConnectorsOf(parts: SavedConnectorParts, details: Pick<Console, 'connector'>): Edits {
  const { store, host, inTurn, tools, configuration } = parts;
  const { operators } = store;
  const keep = createKeepSecret({ ...parts, clock: tools.clock });
  const editing = async <T>(step: () => Promise<T>): Promise<T> => inTurn('edits', step);

  async function create(form: ConnectorForm, actor: string) {
    const inspected = await inspectForm({ form, current: undefined, keep, sealer: parts.sealer }, parts);
    refuseWrong(inspected);
    const added = await newConnectors(inspected.contents, parts);
    await save(added, new Map(added.map(({ id }) => [id, 0])));
    for (const { id } of added) await noteStep(parts, { connector: id, kind: 'edit', actor, text: 'Added.' });
    await parts.takeSaved('connectors were added');
    return Promise.all(added.map(async ({ id }) => details.connector(id)));
  }

  async function update(id: string, form: ConnectorForm, etag: string | undefined, actor: string) {
    const current = await requireSaved(id, parts);
    if (etag === undefined) throw withoutEtag();
    const inspected = await inspectForm({ form, current, keep, sealer: parts.sealer }, parts);
    const [content] = inspected.contents;
    if (etag !== etagOf(current)) throw outdated(current, content);
    refuseWrong(inspected);
    if (!content) throw new TypeError('a form without problems has content');
    const next = { ...current, ...content, revision: current.revision + 1, updatedMs: tools.clock.now() };
    await save([next], new Map([[id, current.revision]]));
    await noteStep(parts, { connector: id, kind: 'edit', actor, text: changeText(current, next) });
    await parts.takeSaved('a connector was changed');
    return details.connector(id);
  }

  async function remove(id: string, confirm: string, actor: string): Promise<void> {
    requireConnector(id, parts);
    if (!(await operators.damagedConnectors()).includes(id)) await requireSaved(id, parts);
    requireConfirmed(id, confirm);
    const rests = host.connector(id)?.paused !== undefined;
    if (!rests && !configuration().broken.some((broken) => broken.id === id)) throw atWork();
    await parts.forget(id);
    await operators.removeConnector(id);
    await noteStep(parts, { connector: id, kind: 'edit', actor, text: 'Deleted.' });
    await parts.takeSaved('a connector was deleted');
  }

  async function clone(id: string, name: string, actor: string) {
    const original = await requireSaved(id, parts);
    const problem = nameProblem(name, undefined, configuration());
    if (problem) throw wrongFields([problem]);
    const [copy] = await newConnectors([{ ...original, name }], parts);
    if (!copy) throw new TypeError('one content makes one connector');
    const pause = { by: actor, atMs: tools.clock.now() };
    // Before it is there: it must not begin by itself.
    await operators.setPause(copy.id, pause);
    await host.pause(copy.id, pause);
    await save([copy], new Map([[copy.id, 0]]));
    await noteStep(parts, { connector: copy.id, kind: 'edit', actor, text: `Added as a copy of ${id}, paused.` });
    await parts.takeSaved('a connector was copied');
    return details.connector(copy.id);
  }

  async function save(connectors: readonly SavedConnector[], expected: ReadonlyMap<string, number>): Promise<void> {
    if (await operators.saveConnectors(connectors, expected)) return;
    throw new ConsoleProblem(409, { error: 'Somebody else has saved something meanwhile', remedy: 'Load it again.' });
  }

  return {
    create: async (form, actor) => editing(async () => create(form, actor)),
    update: async (id, form, etag, actor) => editing(async () => update(id, form, etag, actor)),
    // Not while it is being resumed.
    remove: async (id, confirm, actor) => editing(async () => inTurn(id, async () => remove(id, confirm, actor))),
    clone: async (id, name, actor) => editing(async () => clone(id, name, actor)),
  };
}

/** @throws ConsoleProblem 404; 403 for one of the configuration file; 409 for one of which nothing is left. */
async function requireSaved(id: string, parts: ConsoleContext): Promise<SavedConnector> {
  const found = requireConnector(id, parts);
  const saved = (await parts.store.operators.savedConnectors()).find((each) => each.id === id);
  if (saved) return saved;
  if (!('plugin' in found)) throw new ConsoleProblem(409, { error: found.message, remedy: found.remedy });
  throw new ConsoleProblem(403, {
    error: 'It stands in the configuration file, and can only be read here',
    remedy: 'Change it in the file.',
  });
}

async function newConnectors(
  contents: readonly ConnectorContent[],
  parts: ConsoleContext,
): Promise<readonly SavedConnector[]> {
  const { connectors, broken } = parts.configuration();
  const nowMs = parts.tools.clock.now();
  const ids = connectorIds(
    contents.map(({ name }) => name),
    [...[...connectors, ...broken].map(({ id }) => id), ...(await idsWithState(parts))],
  );
  return contents.map((content, index) => ({
    ...content,
    id: ids[index] ?? '',
    revision: 1,
    createdMs: nowMs,
    updatedMs: nowMs,
  }));
}

/** One that left the configuration file may come back: its checkpoint, pause and dead letters are no other one's. */
async function idsWithState({ store }: ConsoleContext): Promise<readonly string[]> {
  const deadLetters = await store.deadLetterTotals();
  const paused = await store.operators.pauses();
  return [...(await store.connectors()), ...deadLetters.map(({ connector }) => connector), ...paused.keys()];
}

function withoutEtag(): ConsoleProblem {
  return new ConsoleProblem(428, {
    error: 'An edit has to say what it changes',
    remedy: 'Send the etag of the connector as If-Match.',
  });
}

function outdated(current: SavedConnector, content: ConnectorContent | undefined): ConsoleProblem {
  const difference = content ? formDifference(current, content) : [];
  if (difference.length === 0) {
    return new ConsoleProblem(412, { error: 'Somebody else has saved the same', remedy: 'Load it again.' });
  }
  const error = 'Somebody else has changed it meanwhile';
  return new ConsoleProblem(409, { error, remedy: 'Look at the difference, then save again.', difference });
}

function atWork(): ConsoleProblem {
  return new ConsoleProblem(409, { error: 'It is at work', remedy: 'Pause it first.' });
}

/** Names what changed, without a value. */
function changeText(before: SavedConnector, after: SavedConnector): string {
  const paths = formDifference(before, after).map(({ path }) => path);
  const secrets = [...new Set([...Object.keys(before.secrets), ...Object.keys(after.secrets)])].filter(
    (name) => before.secrets[name]?.text !== after.secrets[name]?.text,
  );
  const authorization = [before, after].map(({ destination }) => destination?.authorization?.text);
  const changed = [
    ...paths,
    ...secrets.map((name) => `settings.${name}`),
    ...(authorization[0] === authorization[1] ? [] : ['destination.authorization']),
  ];
  return changed.length === 0 ? 'Saved, nothing changed.' : `Changed: ${changed.join(', ')}.`.slice(0, 500);
}
