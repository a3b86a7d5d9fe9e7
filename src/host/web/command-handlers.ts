import type { Download } from '../console/console.ts';
import { ConsoleProblem } from '../console/console-problem.ts';
import type { ApiCall, ApiHandlers } from './api-call.ts';
import type { ApiParts } from './api-handlers.ts';
import { createAttempts } from './attempts.ts';
import { tooMany } from './too-many.ts';
import { whileSignedIn } from './while-signed-in.ts';

/** Each goes to the vendor with a key that others need as well: at most so many a minute for each credential. */
const runsAMinute = 20;

export function commandHandlers({ console, clock }: ApiParts) {
  const runs = createAttempts({ limit: runsAMinute, windowMs: 60_000, clock });

  async function* runCommand({ id, body, caller, signal }: ApiCall<'runCommand'>) {
    tooMany(runs.waitMs(caller.name), 'commands');
    runs.count(caller.name);
    const open = (until: AbortSignal) => console.runCommand(id, body, caller.name, until);
    try {
      yield* whileSignedIn({ caller, clock, open }, signal);
    } catch (error) {
      if (wasTurnedAway(error)) runs.takeBack(caller.name);
      throw error;
    }
  }

  /** Someone who has signed out gets no more of it. */
  function downloaded(
    download: Download,
    { caller, signal }: Pick<ApiCall<'callFile'>, 'caller' | 'signal'>,
  ): Download {
    return { ...download, content: whileSignedIn({ caller, clock, open: () => download.content }, signal) };
  }

  return {
    commands: ({ id }) => console.commands(id),
    checkCommand: ({ id, body }) => console.checkCommand(id, body),
    runCommand,
    calls: ({ id, query }) => console.calls(id, query),
    call: ({ id, call }) => console.call(id, call),
    stopCall: ({ id, call, caller }) => console.stopCall(id, call, caller.name),
    callResult: async ({ id, call, ...who }) => downloaded(await console.callResult(id, call), who),
    callFile: async ({ id, call, file, ...who }) => downloaded(await console.callFile(id, call, file), who),
  } satisfies Partial<ApiHandlers>;
}

/** Before anything was sent or recorded. What the connector does not allow is recorded and delivered, and counts. */
function wasTurnedAway(error: unknown): boolean {
  return error instanceof ConsoleProblem && error.status !== 403;
}
