import type { ConnectorError, Logger, Source, SharedTools } from '../../contract/index.ts';
import { auditStream, type DeliveredJournal } from '../commands/audit-stream.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';
import { createSink, type SinkTools } from '../delivery/create-sink.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import type { Sink } from '../delivery/sink.ts';
import { initialDetails, type StateTimes } from '../state/connector-state.ts';
import type { StateStore } from '../state/state-store.ts';
import { createMonitor, type Monitor } from '../status/monitor.ts';
import { type ConnectorRow, failureNote, openRow } from './connector-row.ts';
import { identityOf } from './identity-of.ts';
import { type Accepted, createPipeline, type StopSignals } from './pipeline.ts';
import { type AttemptOutcome, type ConnectorOutcome, type ConnectorRun, runConnector } from './run-connector.ts';
import { timedSink } from './timed-sink.ts';
import { createSides, type HostSide, type Sides, type SidesParts } from './start-sides.ts';
import { storageInHand, type StorageInHand } from './storage-in-hand.ts';
import { createWakeable } from './wakeable.ts';

export interface ConnectorParts {
  readonly connector: ConfiguredConnector;
  readonly destination: DestinationConfig;
  readonly store: StateStore;
  readonly tools: SharedTools & SinkTools;
  /** Whose audit records are delivered beside the polls. */
  readonly journal?: DeliveredJournal;
  /** Ids of all connectors there are: records of others that go the same way are delivered too. */
  readonly configured?: () => readonly string[];
  /** Only for a run that ends by itself. */
  readonly once?: ConnectorRun['once'];
  /** Told after each batch that was saved. */
  readonly onSaved?: (id: string, accepted: Accepted) => void;
  /** Told after each attempt at a poll. A poll that fails is taken up again by the next attempt. */
  readonly onPoll?: (id: string, attempt: Attempt) => void;
  /** Told after each attempt to deliver a batch; one attempt may take several requests. */
  readonly onExport?: (id: string, attempt: Attempt) => void;
}

export interface Attempt {
  readonly ms: number;
  readonly outcome: AttemptOutcome;
}

/** A connector at work. It owns its source, its sink and its row of the state. */
export interface RunningConnector {
  readonly connector: ConfiguredConnector;
  readonly monitor: Monitor;
  /** Polls at once instead of waiting. */
  pollNow(): void;
  /** Resolves when it has ended: by itself, or because it was stopped. Never rejects. */
  readonly done: Promise<ConnectorEnd>;
  /** Stops after the batch under way; resolves when it has ended. */
  stop(): Promise<void>;
  /** Ends the batch under way as well: the next life delivers it again. */
  stopHard(): void;
}

export type ConnectorEnd = ConnectorOutcome | { readonly ended: 'stopped' };

export function startConnector(parts: ConnectorParts): RunningConnector {
  const { connector, store, tools } = parts;
  const { id, plugin, config } = connector;
  const logger = withFields(tools.logger, { connector: id });
  const openSink = () =>
    timedSink(createSink(parts.destination, tools), tools.clock, (ms, outcome) =>
      parts.onExport?.(id, { ms, outcome }),
    );
  const sink = openSink();
  const { pollIntervalMs } = config;
  const monitor = createMonitor(identityOf(connector, parts.destination), initialDetails, tools.clock);
  const row = openRow({ id, store, clock: tools.clock, onChange: monitor.details });
  const savedStorage = store.storage(id);
  const storage = storageInHand(savedStorage);
  const source = openedOnce(() => plugin.open(config, { ...tools, logger, memo: row.memo, storage, savedStorage }));
  const [gentle, hard] = [new AbortController(), new AbortController()];
  const wakeable = createWakeable(tools.clock);
  const stop = { gentle: gentle.signal, hard: hard.signal };
  const commit = sideCommit(parts, { row, monitor });
  const sides = createSides({ ...tools, logger, openSink, commit, own: ownSides(parts, commit) }, stop);
  monitor.watch(() => sides.standing());
  const members = { row, source, sink, monitor, storage, sides };
  const run = { ...connectorRun(parts, members), ...tools, logger, pollIntervalMs, wakeable };
  const done = endOf(run, members, stop);
  return {
    connector,
    monitor,
    pollNow() {
      wakeable.wake();
      sides.wake();
    },
    done,
    async stop() {
      gentle.abort();
      await done;
    },
    stopHard() {
      gentle.abort();
      hard.abort();
    },
  };
}

/** Side streams of the host's own. */
function ownSides(
  { connector, journal, destination, configured }: ConnectorParts,
  commit: SidesParts['commit'],
): readonly HostSide[] {
  if (!journal || !hasCommands(connector)) return [];
  return [auditStream({ connector: connector.id, journal, destination, configured, commit })];
}

function hasCommands({ plugin, config }: ConfiguredConnector): boolean {
  return plugin.commands.some(({ description: { sources } }) => sources.includes(config.source));
}

interface Members {
  readonly row: ConnectorRow;
  readonly source: LazySource;
  readonly sink: Sink;
  readonly monitor: Monitor;
  readonly storage: StorageInHand;
  readonly sides: Sides;
}

/** A source that is opened when it is first needed: settings it cannot be opened with are the connector's own failure. */
interface LazySource {
  /** @throws ConnectorError `config`. */
  get(): Source;
  close(): Promise<void>;
}

function openedOnce(open: () => Source): LazySource {
  let source: Source | undefined;
  return {
    get: () => (source ??= open()),
    close: async () => source?.close(),
  };
}

/** What the retry loop does with this connector's row and view. */
function connectorRun(
  { connector, tools, once, onSaved, onPoll }: ConnectorParts,
  { row, source, sink, monitor, storage, sides }: Members,
) {
  const { clock, logger } = tools;
  let pollMs: number | undefined;
  async function commit(accepted: Accepted): Promise<void> {
    await row.commit(accepted);
    monitor.saved(accepted.progress, accepted.report?.accepted ?? 0);
    onSaved?.(connector.id, accepted);
  }
  const pollTimes = (): StateTimes => (pollMs === undefined ? {} : { pollMs });
  async function failed(error: ConnectorError): Promise<void> {
    try {
      const note = failureNote(error, monitor.status().status, clock.now());
      await row.note({ ...note, times: pollTimes() });
    } catch (noteError) {
      logger.error({ message: String(noteError) }, 'a failure could not be noted in the state');
    }
  }
  return {
    monitor,
    once,
    async openPipeline() {
      await row.load();
      const opened = source.get();
      sides.begin(opened);
      return createPipeline({ source: opened, sink, commit, saved: row.saved, hold: storage.hold });
    },
    pollBegan: () => void (pollMs = clock.now()),
    pollEnded: () =>
      row.note({
        status: monitor.status().status,
        times: { ...pollTimes(), successMs: clock.now() },
        add: { polls: 1 },
      }),
    attempted: (ms: number, outcome: AttemptOutcome) => onPoll?.(connector.id, { ms, outcome }),
    failed,
  };
}

/** What an accepted batch of a side stream leaves behind. */
function sideCommit({ connector, onSaved }: ConnectorParts, { row, monitor }: Pick<Members, 'row' | 'monitor'>) {
  return async (accepted: Accepted): Promise<void> => {
    await row.commitBeside(accepted);
    monitor.delivered(accepted.report?.accepted ?? 0);
    onSaved?.(connector.id, accepted);
  };
}

/** A run that ends by itself ends once its side streams have nothing left to do either. */
async function endOf(
  run: ConnectorRun,
  own: Pick<Members, 'source' | 'sink' | 'sides'>,
  stop: StopSignals,
): Promise<ConnectorEnd> {
  try {
    const outcome = await runConnector(run, stop);
    if (!run.once || outcome.ended !== 'caught up') return outcome;
    return (await own.sides.finish(run.once)).find(({ ended }) => ended === 'gave up') ?? outcome;
  } catch (error) {
    if (!stop.gentle.aborted) throw error;
    return { ended: 'stopped' };
  } finally {
    await own.sides.stop();
    await Promise.allSettled([own.source.close(), own.sink.close()]);
  }
}

function withFields(logger: Logger, fields: Readonly<Record<string, unknown>>): Logger {
  return {
    debug: (more, event) => logger.debug({ ...fields, ...more }, event),
    info: (more, event) => logger.info({ ...fields, ...more }, event),
    warn: (more, event) => logger.warn({ ...fields, ...more }, event),
    error: (more, event) => logger.error({ ...fields, ...more }, event),
  };
}
