import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { ConsoleProblem } from './console-problem.ts';
import { requireConfigured } from './find-connector.ts';
import { noteStep } from './timeline.ts';

/** Puts connectors to rest, and to work again. A pause is saved before it begins, and outlives the process. */
export function pausesOf(parts: ConsoleContext): Pick<Console, 'pause' | 'resume' | 'pollNow'> {
  const { store, host, inTurn, tools } = parts;

  async function pause(id: string, actor: string): Promise<void> {
    requireConfigured(id, parts);
    if (host.connector(id)?.paused) return;
    const now = { by: actor, atMs: tools.clock.now() };
    await store.operators.setPause(id, now);
    await host.pause(id, now);
    await noteStep(parts, { connector: id, kind: 'operation', actor, text: 'Paused.' });
  }

  async function resume(id: string, actor: string): Promise<void> {
    requireConfigured(id, parts);
    if (!host.connector(id)?.paused) return;
    await store.operators.setPause(id, undefined);
    await host.resume(id);
    await noteStep(parts, { connector: id, kind: 'operation', actor, text: 'Resumed.' });
  }

  return {
    pause: async (id, actor) => inTurn(id, async () => pause(id, actor)),
    resume: async (id, actor) => inTurn(id, async () => resume(id, actor)),
    async pollNow(id, actor) {
      requireConfigured(id, parts);
      if (host.connector(id)?.paused) throw new ConsoleProblem(409, { error: 'It is paused', remedy: 'Resume it.' });
      host.pollNow(id);
      await noteStep(parts, { connector: id, kind: 'operation', actor, text: 'Asked to poll now.' });
    },
  };
}
