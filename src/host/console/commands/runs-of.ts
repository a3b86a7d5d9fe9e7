import type { CallDetails, CommandEvent, CommandRun } from '../../../api/commands.ts';
import type { PluginCommand } from '../../../contract/index.ts';
import type { ConfiguredConnector } from '../../config/configuration.ts';
import { requireConfirmed } from '../confirmed.ts';
import type { Console } from '../console.ts';
import type { ConsoleContext } from '../console-parts.ts';
import { ConsoleProblem } from '../console-problem.ts';
import { requireConfigured } from '../find-connector.ts';
import { fieldProblems } from './commands-of.ts';
import { allowedBy, refusalOf, requireCommand } from './connector-command.ts';
import { createNews, type News } from './create-news.ts';
import { forgetRegularly } from './forget-regularly.ts';
import type { KeptResults } from './kept-results.ts';
import { type AskedRun, performRun } from './perform-run.ts';

export interface Runs extends Pick<Console, 'runCommand'> {
  /** Resolves when all that is under way has ended. */
  readonly close: () => Promise<void>;
}

/** The most commands that run at a time, of all connectors together. */
const mostRuns = 16;

/** Runs commands for people in front of the console, and for programs that ask as they do. */
export function runsOf(parts: ConsoleContext, results: KeptResults): Runs {
  const { tools, ending } = parts;
  const running = new Set<Promise<unknown>>();
  /** Ids of the calls under way: what they bring is not too old, however long they take. */
  const under = new Set<string>();

  /** What stays too long is a matter for the log; nobody is kept from running a command by it. */
  async function makeRoom(): Promise<void> {
    try {
      await results.forgetOld(under);
    } catch (error) {
      tools.logger.error({ error }, 'what earlier commands have brought could not be removed');
    }
  }

  const tidying = forgetRegularly(makeRoom, tools.clock, ending);

  async function perform(asked: AskedRun, news: News<CommandEvent>, stop: AbortSignal): Promise<CallDetails> {
    await makeRoom();
    const begun: string[] = [];
    const given = {
      parts,
      results,
      onBegun({ id, summary }: { readonly id: string; readonly summary: string }) {
        begun.push(id);
        under.add(id);
        news.say({ started: { call: id, summary } });
      },
      tell: (progress: Extract<CommandEvent, { progress: unknown }>['progress']) =>
        news.say({ progress }, (earlier) => 'progress' in earlier),
    };
    try {
      return await performRun(asked, given, stop);
    } finally {
      for (const id of begun) under.delete(id);
    }
  }

  return {
    async *runCommand(id, run, actor, signal) {
      const connector = requireConfigured(id, parts);
      const command = requireCommand(connector, run.command);
      const refused = refusalOf(command.description, allowedBy(connector));
      refuseWrongRun(connector, command, run, refused !== null);
      if (ending.aborted) throw new ConsoleProblem(503, { error: 'The collector is ending' });
      if (running.size >= mostRuns) throw tooManyRuns();
      // What changes something is seen through, whoever listens.
      const stop = command.description.access === 'write' ? ending : AbortSignal.any([signal, ending]);
      const news = createNews<CommandEvent>(tools.clock);
      const work = perform({ connector, command, input: run.input, actor }, news, stop);
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

function tooManyRuns(): ConsoleProblem {
  return new ConsoleProblem(429, {
    error: `${mostRuns} commands are under way already`,
    remedy: 'Wait until one of them has ended.',
  });
}
