import type { CallDetails, CommandEvent, CommandRun } from '../../../api/commands.ts';
import type { PluginCommand } from '../../../contract/index.ts';
import type { ConfiguredConnector } from '../../config/configuration.ts';
import { requireConfirmed } from '../confirmed.ts';
import type { Console } from '../console.ts';
import type { ConsoleContext } from '../console-parts.ts';
import { ConsoleProblem } from '../console-problem.ts';
import { requireConfigured, requireConnector } from '../find-connector.ts';
import { fieldProblems } from './commands-of.ts';
import { allowedBy, refusalOf, requireCommand } from './connector-command.ts';
import { createNews, type News } from './create-news.ts';
import { forgetRegularly } from './forget-regularly.ts';
import type { KeptResults } from './kept-results.ts';
import { type AskedRun, performRun } from './perform-run.ts';
import { type RunUnderWay, runsUnderWay } from './runs-under-way.ts';

export interface Runs extends Pick<Console, 'runCommand' | 'stopCall'> {
  /** Resolves when all that is under way has ended. */
  readonly close: () => Promise<void>;
}

/** Runs commands for people in front of the console, and for programs that ask as they do. */
export function runsOf(parts: ConsoleContext, results: KeptResults): Runs {
  const { tools, ending, journal } = parts;
  const running = new Set<Promise<unknown>>();
  const underWay = runsUnderWay();

  const tidying = forgetRegularly(async () => results.forgetOld(), tools.clock, ending);

  async function perform(
    asked: AskedRun,
    { run, news }: { readonly run: RunUnderWay; readonly news: News<CommandEvent> },
    stop: AbortSignal,
  ): Promise<CallDetails> {
    const begun: string[] = [];
    const given = {
      parts,
      results,
      stoppedBy: run.stoppedBy,
      onBegun({ id, summary }: { readonly id: string; readonly summary: string }) {
        begun.push(id);
        run.begun(id);
        results.begin(id);
        news.say({ started: { call: id, summary } });
      },
      tell: (progress: Extract<CommandEvent, { progress: unknown }>['progress']) =>
        news.say({ progress }, (earlier) => 'progress' in earlier),
    };
    try {
      await results.forgetOld();
      return await performRun(asked, given, stop);
    } finally {
      for (const id of begun) results.end(id);
      run.over();
    }
  }

  return {
    async *runCommand(id, run, actor, signal) {
      const connector = requireConfigured(id, parts);
      const command = requireCommand(connector, run.command);
      const refused = refusalOf(command.description, allowedBy(connector));
      refuseWrongRun(connector, command, run, refused !== null);
      if (ending.aborted) throw new ConsoleProblem(503, { error: 'The collector is ending' });
      const under = underWay.letIn(id, actor);
      // What changes something is seen through, whoever listens, but for somebody who has it stopped.
      const listening = command.description.access === 'write' ? [] : [signal];
      const stop = AbortSignal.any([under.stopped, ending, ...listening]);
      const news = createNews<CommandEvent>(tools.clock);
      const work = perform({ connector, command, input: run.input, actor }, { run: under, news }, stop);
      running.add(work);
      const gone = (): void => void running.delete(work);
      work.then(gone, gone);
      if (refused) {
        // The plugin refuses it before anything is sent; that somebody tried is recorded as on the command line.
        await work.catch(() => undefined);
        throw new ConsoleProblem(403, { ...refused, code: 'CMD-902' });
      }
      yield* news.follow(work, signal);
      yield { ended: await work };
    },
    async stopCall(id, call, actor) {
      if (underWay.stop(id, call, actor)) return;
      requireConnector(id, parts);
      if (!(await journal.find(id, call))) throw new ConsoleProblem(404, { error: 'There is no such call' });
      throw new ConsoleProblem(409, { error: 'It has ended, or does not run here', remedy: 'See what came of it.' });
    },
    async close() {
      await Promise.allSettled([...running, tidying]);
    },
  };
}

/** Before anything is sent. What is not allowed anyway needs no confirmation. @throws ConsoleProblem 422. */
function refuseWrongRun(
  connector: ConfiguredConnector,
  command: PluginCommand,
  { input, confirm }: CommandRun,
  isRefused: boolean,
): void {
  const { description } = command;
  const checked = command.check(input);
  if (!checked.ok) {
    const fields = fieldProblems(checked).map((field) => ({ ...field, path: `input.${field.path}` }));
    throw new ConsoleProblem(422, { error: `${description.title} cannot be run with this`, code: 'CMD-901', fields });
  }
  if (description.access === 'write' && !isRefused) requireConfirmed(connector.id, confirm);
}
