import type { Clock, Logger, Origin, Random, SideStream, Source } from '../../contract/index.ts';
import type { Sink } from '../delivery/sink.ts';
import { createSideMonitor, type SideStanding } from '../status/side-monitor.ts';
import { type Accepted, createPipeline, type StopSignals } from './pipeline.ts';
import { type ConnectorOutcome, type ConnectorRun, runConnector } from './run-connector.ts';
import { createWakeable } from './wakeable.ts';

export interface SidesParts {
  /** Of the stream's own: what is slow here must not keep the polls' batches waiting. */
  readonly openSink: () => Sink;
  /** Saves what follows from an accepted batch: durable when it resolves. @throws ConnectorError `state`, `refused`. */
  readonly commit: (accepted: Accepted) => Promise<void>;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly logger: Logger;
  /** The host's own, beside those of the source. */
  readonly own: readonly HostSide[];
}

/** Work of the host's own beside the polls of a connector, as a {@link SideStream}. */
export interface HostSide extends Omit<SideStream, 'round'> {
  /** Anew where what was in hand is given up. `origin`: of the connector's records. */
  open(origin: Origin): {
    readonly round: SideStream['round'];
    /** As that of {@link SidesParts}, in its place. */
    readonly commit: SidesParts['commit'];
  };
}

/** The side streams of a connector at work. */
export interface Sides {
  /** Begins with the streams of an open source; what has begun goes on. */
  begin(source: Source): void;
  standing(): readonly SideStanding[];
  /** The next rounds begin at once. */
  wake(): void;
  /** Works until each has nothing left to do, or gives up. The polls have ended: nothing new comes. */
  finish(once: NonNullable<ConnectorRun['once']>): Promise<readonly ConnectorOutcome[]>;
  /** Resolves when all have ended. */
  stop(): Promise<void>;
}

interface Side {
  readonly standing: () => SideStanding;
  readonly wake: () => void;
  readonly finish: (once: NonNullable<ConnectorRun['once']>) => Promise<ConnectorOutcome>;
  readonly stop: () => Promise<void>;
}

/** Runs them by the same loop as the polls, each for itself: one that fails waits alone. */
export function createSides(parts: SidesParts, stop: StopSignals): Sides {
  let sides: readonly Side[] | undefined;
  const all = (): readonly Side[] => sides ?? [];
  return {
    begin: (source) =>
      void (sides ??= [...(source.sides ?? []).map((stream) => hostSide(stream, parts)), ...parts.own].map((side) =>
        startSide(side, source, parts, stop),
      )),
    standing: () => all().map((side) => side.standing()),
    wake: () => all().forEach((side) => side.wake()),
    finish: async (once) => Promise.all(all().map(async (side) => side.finish(once))),
    async stop() {
      await Promise.all(all().map(async (side) => side.stop()));
    },
  };
}

function hostSide(stream: SideStream, { commit }: SidesParts): HostSide {
  const { name, title, intervalMs } = stream;
  return { name, title, intervalMs, open: () => ({ round: (signal) => stream.round(signal), commit }) };
}

function startSide(stream: HostSide, source: Source, parts: SidesParts, stop: StopSignals): Side {
  const { clock, random, logger } = parts;
  const monitor = createSideMonitor(stream, clock);
  const wakeable = createWakeable(clock);
  const sink = parts.openSink();
  const run: Omit<ConnectorRun, 'once'> = {
    async openPipeline() {
      const { round, commit } = stream.open(source.origin);
      const batches = { origin: source.origin, poll: (_: unknown, signal: AbortSignal) => round(signal) };
      return createPipeline({ source: batches, sink, commit, saved: () => undefined });
    },
    monitor,
    clock,
    random,
    logger,
    pollIntervalMs: stream.intervalMs,
    wakeable,
    pollBegan: () => undefined,
    pollEnded: async () => undefined,
    attempted: () => undefined,
    failed: async () => undefined,
  };
  const going = new AbortController();
  const gentle = AbortSignal.any([stop.gentle, going.signal]);
  const ended = endOf(async () => runConnector({ ...run, once: undefined }, { ...stop, gentle }), gentle);

  return {
    standing: () => monitor.standing(),
    wake: () => wakeable.wake(),
    async finish(once) {
      going.abort();
      await ended;
      return runConnector({ ...run, once }, stop);
    },
    async stop() {
      going.abort();
      await ended;
      await sink.close();
    },
  };
}

/** Resolves when the run has been stopped; it ends in no other way. */
async function endOf(run: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
