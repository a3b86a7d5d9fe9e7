import type { Console, Download } from '../console.ts';
import type { ConsoleContext } from '../console-parts.ts';
import { ConsoleProblem } from '../console-problem.ts';
import { requireConnector } from '../find-connector.ts';
import { callDetails, callSummary } from './call-details.ts';
import type { KeptResults } from './kept-results.ts';

const callsAtOnce = 50;

/** What was run, by whomever and by whatever means; and what is left of it here. */
export function callsOf(
  parts: Pick<ConsoleContext, 'configuration' | 'journal'>,
  results: KeptResults,
): Pick<Console, 'calls' | 'call' | 'callResult' | 'callFile'> {
  const { journal } = parts;

  async function requireCall(id: string, call: string) {
    requireConnector(id, parts);
    const found = await journal.find(id, call);
    if (!found) throw new ConsoleProblem(404, { error: 'There is no such call' });
    return found;
  }

  return {
    async calls(id, { after, limit = callsAtOnce }) {
      requireConnector(id, parts);
      const page = { limit, ...(after !== undefined && { beforeSequence: after }) };
      const found = await journal.history(id, page);
      const next = found.length === limit ? (found.at(-1)?.sequence ?? null) : null;
      return { calls: found.map(callSummary), next };
    },
    async call(id, call) {
      const found = await requireCall(id, call);
      const files = found.end?.files ?? [];
      const there = await Promise.all(files.map(async ({ name }) => ((await results.has(call, name)) ? [name] : [])));
      const [answer, resultKept] = [await results.shown(call), await results.hasWhole(call)];
      return callDetails(found, { answer, unrecorded: false, resultKept, kept: new Set(there.flat()) });
    },
    async callResult(id, call) {
      const { start } = await requireCall(id, call);
      const found = required(await results.whole(call));
      return { ...found, name: `${start.command}-${call}.json` };
    },
    async callFile(id, call, name) {
      const { end } = await requireCall(id, call);
      // A name that the call has not left is no name of anything.
      if (!end?.files.some((file) => file.name === name)) throw gone();
      return required(await results.file(call, name));
    },
  };
}

function required(found: Download | undefined): Download {
  if (!found) throw gone();
  return found;
}

function gone(): ConsoleProblem {
  return new ConsoleProblem(404, {
    error: 'It is not kept here',
    remedy: 'What calls bring is kept for some days only, and that of the command line where it was saved.',
  });
}
