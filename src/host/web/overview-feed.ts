import type { Overview } from '../../api/overview.ts';
import type { Clock, Logger } from '../../contract/index.ts';
import { type OverviewChanges, overviewChanges } from './overview-changes.ts';

export interface OverviewFeedParts {
  readonly overview: () => Overview;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'error'>;
}

export interface OverviewFeed {
  /**
   * Server-sent events: everything there is, then what changes, at most once a second. Ends when `wanted` says so, which
   * is asked once a second, or when the feed is closed. Whoever reads slowly skips what has been replaced meanwhile.
   */
  follow(wanted: () => boolean): AsyncGenerator<Uint8Array>;
  /** Ends every stream. */
  close(): void;
}

const tickMs = 1000;
/** After so long without an event there is one that holds nothing new, so that a page can tell a dead stream from a quiet one. */
const heartbeatMs = 15_000;

/** One computation for all who listen; none while nobody does. */
export function createOverviewFeed({ overview, clock, logger }: OverviewFeedParts): OverviewFeed {
  const closing = new AbortController();
  let changes: OverviewChanges | undefined;
  let listeners = 0;
  let tick = Promise.withResolvers<void>();

  /** Runs while anybody listens. */
  async function keepTicking(of: OverviewChanges): Promise<void> {
    try {
      while (changes === of) {
        await clock.sleep(tickMs, closing.signal);
        if (changes === of) of.take(overview());
        nextTick();
      }
    } catch (error) {
      if (!closing.signal.aborted) logger.error({ error }, 'the stream of status changes broke off');
      // Streams end here, and whoever asks anew starts anew.
      if (changes === of) changes = undefined;
      nextTick();
    }
  }

  function nextTick(): void {
    const passed = tick;
    tick = Promise.withResolvers();
    passed.resolve();
  }

  function running(): OverviewChanges {
    if (changes) return changes;
    const begun = overviewChanges(overview());
    changes = begun;
    void keepTicking(begun);
    return begun;
  }

  async function* follow(wanted: () => boolean): AsyncGenerator<Uint8Array> {
    const followed = running();
    listeners += 1;
    try {
      let version = followed.version();
      let sentMs = clock.elapsed();
      yield followed.whole();
      while (!closing.signal.aborted && changes === followed && wanted()) {
        const silent = clock.elapsed() - sentMs >= heartbeatMs;
        if (followed.version() !== version || silent) {
          const event = followed.since(version);
          version = followed.version();
          sentMs = clock.elapsed();
          yield event;
        }
        await tick.promise;
      }
    } finally {
      listeners -= 1;
      if (listeners === 0) changes = undefined;
    }
  }

  return {
    follow,
    close() {
      closing.abort();
      nextTick();
    },
  };
}
