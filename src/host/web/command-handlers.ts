import type { ApiHandlers } from './api-call.ts';
import type { ApiParts } from './api-handlers.ts';
import { createAttempts } from './attempts.ts';
import { tooMany } from './too-many.ts';

/** Each goes to the vendor with a key that others need as well: at most so many a minute for each credential. */
const runsAMinute = 20;

export function commandHandlers({ console, clock }: ApiParts) {
  const runs = createAttempts({ limit: runsAMinute, windowMs: 60_000, clock });
  return {
    commands: ({ id }) => console.commands(id),
    checkCommand: ({ id, body }) => console.checkCommand(id, body),
    runCommand({ id, body, caller, signal }) {
      tooMany(runs.waitMs(caller.name), 'commands');
      runs.count(caller.name);
      return console.runCommand(id, body, caller.name, signal);
    },
    calls: ({ id, query }) => console.calls(id, query),
    call: ({ id, call }) => console.call(id, call),
    callResult: ({ id, call }) => console.callResult(id, call),
    callFile: ({ id, call, file }) => console.callFile(id, call, file),
  } satisfies Partial<ApiHandlers>;
}
