import { type Checkpoint, ConnectorError, type Tools } from '../contract/index.ts';
import type { Configuration, ConfiguredConnector } from '../host/config/configuration.ts';
import { isDirectoryHeld } from '../host/state/directory-lock.ts';
import { openSqliteStateStore } from '../host/state/sqlite-state-store.ts';
import { statePaths } from '../host/state/state-directory.ts';
import { heldState } from '../host/state/state-failure.ts';
import type { Command, CommandContext, ConnectorOptions, JsonOptions } from './command-context.ts';
import { connectorOf } from './configuration-of.ts';
import { confirmed } from './confirmed.ts';
import { utcText } from './duration-text.ts';
import { exitCodes } from './exit-code.ts';
import { lookingTools } from './looking-tools.ts';
import { withSource } from '../host/with-source.ts';

export interface CheckpointMoveOptions extends ConnectorOptions, JsonOptions {
  readonly yes?: boolean;
}

export interface CheckpointSetOptions extends CheckpointMoveOptions {
  /** Epoch milliseconds. */
  readonly to: number;
}

/** Makes a connector resume at a time: what is newer is read (again), what is older is not read any more. */
export const checkpointSet: Command<CheckpointSetOptions> = async (options, context) => {
  const { to } = options;
  if (to > context.clock.now()) {
    throw new ConnectorError('config', `${utcText(to)} lies in the future`, {
      remedy: 'Give a time that has passed: a checkpoint in the future would leave records out.',
    });
  }
  return move(options, context, {
    what: `resume at ${utcText(to)}`,
    checkpoint: async (connector, tools) => withSource(connector, tools, (source) => source.checkpointAt(to)),
  });
};

/** Makes a connector forget where it was: its next poll is a first start. */
export const checkpointReset: Command<CheckpointMoveOptions> = async (options, context) =>
  move(options, context, {
    what: 'start anew from its backfill_start_time, delivering again what it has delivered before',
    checkpoint: async () => undefined,
  });

interface Move {
  /** Goes on after "will". */
  readonly what: string;
  readonly checkpoint: (connector: ConfiguredConnector, tools: Tools) => Promise<Checkpoint | undefined>;
}

async function move(options: CheckpointMoveOptions, context: CommandContext, { what, checkpoint }: Move) {
  const { configuration, connector } = await connectorOf(options, context);
  const { id } = connector;
  const { directory } = configuration.state;
  // Before anything is asked; the lock taken afterwards is what counts.
  if (isDirectoryHeld(statePaths(directory).lock)) throw heldState(directory);
  if (!options.yes && !(await confirmed(`${id} will ${what}.`, id, context))) {
    context.terminal.say('Nothing has been changed.');
    return exitCodes.failed;
  }
  const tools = lookingTools(context);
  const next = await checkpoint(connector, tools);
  const store = await openSqliteStateStore(
    { directory, tools, replaceDamaged: { connectors: idsOf(configuration) } },
    context.signal,
  );
  try {
    await store.reset(id, next);
  } finally {
    await store.close();
  }
  const done = { connector: id, checkpoint: next ?? null };
  context.terminal.out(options.json ? JSON.stringify(done, null, 2) : `${id} will ${what}.`);
  return exitCodes.done;
}

function idsOf({ connectors }: Configuration): readonly string[] {
  return connectors.map(({ id }) => id);
}
