import type { CheckpointMove, CheckpointView } from '../../api/operations.ts';
import { type Checkpoint, isConnectorError } from '../../contract/index.ts';
import { forgetful } from '../../shared/forgetful-tools.ts';
import { withSource } from '../with-source.ts';
import { requireConfirmed } from './confirmed.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { ConsoleProblem } from './console-problem.ts';
import { requireConfigured, requireConnector } from './find-connector.ts';
import { noteStep } from './timeline.ts';

/** Where a connector resumes: to look at, and to move while it is paused. */
export function checkpointsOf(parts: ConsoleContext): Pick<Console, 'checkpoint' | 'moveCheckpoint'> {
  const { store, inTurn, tools } = parts;

  async function view(id: string): Promise<CheckpointView> {
    const movable = isMovable(id, parts);
    try {
      const { checkpoint } = (await store.load(id)) ?? {};
      if (!checkpoint) return { checkpoint: null, words: [firstStart], problem: null, movable };
      return { checkpoint, movable, ...(await inWords(id, checkpoint, parts)) };
    } catch (error) {
      // Lost or damaged: it cannot be shown, and may be reset.
      if (!isConnectorError(error) || error.code !== 'CKPT-701') throw error;
      return { checkpoint: null, words: [], problem: error.message, movable };
    }
  }

  async function move(id: string, { to, confirm }: CheckpointMove, actor: string): Promise<CheckpointView> {
    requireConnector(id, parts);
    requireConfirmed(id, confirm);
    const toMs = to === null ? undefined : Date.parse(to);
    if (toMs !== undefined && toMs > tools.clock.now()) throw future();
    if (!isMovable(id, parts)) throw atWork();
    await store.reset(id, toMs === undefined ? undefined : await checkpointAt(id, toMs, parts));
    const text = to === null ? 'Checkpoint forgotten: the next poll is a first start.' : `Checkpoint set to ${to}.`;
    await noteStep(parts, { connector: id, kind: 'operation', actor, text });
    return view(id);
  }

  return {
    async checkpoint(id) {
      requireConnector(id, parts);
      return view(id);
    },
    moveCheckpoint: async (id, to, actor) => inTurn(id, async () => move(id, to, actor)),
  };
}

const firstStart = 'No checkpoint: the next poll is a first start.';

/** One that is at work would go on from what it holds, and save over it. One that is broken does not work. */
function isMovable(id: string, { host, configuration }: ConsoleContext): boolean {
  return host.connector(id)?.paused !== undefined || configuration().broken.some((connector) => connector.id === id);
}

async function inWords(
  id: string,
  checkpoint: Checkpoint,
  parts: ConsoleContext,
): Promise<Pick<CheckpointView, 'words' | 'problem'>> {
  const found = requireConnector(id, parts);
  if (!('plugin' in found)) return { words: [], problem: found.message };
  try {
    const tools = forgetful(parts.tools);
    return { words: [...(await withSource(found, tools, (source) => source.describe(checkpoint)))], problem: null };
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return { words: [], problem: error.message };
  }
}

async function checkpointAt(id: string, timeMs: number, parts: ConsoleContext): Promise<Checkpoint> {
  const tools = forgetful(parts.tools);
  return withSource(requireConfigured(id, parts), tools, (source) => source.checkpointAt(timeMs));
}

function future(): ConsoleProblem {
  return new ConsoleProblem(422, {
    error: 'The time lies in the future',
    remedy: 'Give a time that has passed: a checkpoint in the future would leave records out.',
    fields: [{ path: 'to', errors: ['must not lie in the future'], warnings: [] }],
  });
}

function atWork(): ConsoleProblem {
  return new ConsoleProblem(409, {
    error: 'Only the checkpoint of a paused connector can be moved',
    remedy: 'Pause it first.',
  });
}
