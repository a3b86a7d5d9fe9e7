import { ConsoleProblem } from '../console-problem.ts';

/** A run from when it is let in to its end. */
export interface RunUnderWay {
  /** Aborted once somebody has it stopped. */
  readonly stopped: AbortSignal;
  readonly stoppedBy: () => string | undefined;
  /** It is recorded, as this call. */
  begun(call: string): void;
  /** Has to be called, however it has ended. */
  over(): void;
}

/** The runs that are under way, of all connectors together. */
export interface RunsUnderWay {
  /** @throws ConsoleProblem 429 when there are as many as may be, or `actor` has a fair share of them. */
  letIn(connector: string, actor: string): RunUnderWay;
  /** Whether there is such a run; then it is stopped, in the name of whoever asked first. */
  stop(connector: string, call: string, actor: string): boolean;
}

/** The most at a time. */
const mostRuns = 16;

interface Entry {
  readonly connector: string;
  readonly actor: string;
  readonly stopping: AbortController;
  call?: string;
  stoppedBy?: string;
}

export function runsUnderWay(): RunsUnderWay {
  const entries = new Set<Entry>();

  /** Nobody takes more than is left: eight where nobody else is at work, and the next one always finds a place. */
  function refuseBeyondShare(actor: string): void {
    const own = [...entries].filter((entry) => entry.actor === actor).length;
    if (entries.size >= mostRuns) throw tooMany(`${mostRuns} commands are under way already`, 'one');
    if (own >= mostRuns - entries.size) throw tooMany(`${own} of your commands are under way already`, 'one of yours');
  }

  return {
    letIn(connector, actor) {
      refuseBeyondShare(actor);
      const entry: Entry = { connector, actor, stopping: new AbortController() };
      entries.add(entry);
      return {
        stopped: entry.stopping.signal,
        stoppedBy: () => entry.stoppedBy,
        begun: (call) => void (entry.call = call),
        over: () => void entries.delete(entry),
      };
    },
    stop(connector, call, actor) {
      const found = [...entries].find((entry) => entry.connector === connector && entry.call === call);
      if (!found) return false;
      found.stoppedBy ??= actor;
      found.stopping.abort();
      return true;
    },
  };
}

function tooMany(error: string, which: string): ConsoleProblem {
  return new ConsoleProblem(429, { error, remedy: `Wait until ${which} has ended, or stop ${which}.` });
}
