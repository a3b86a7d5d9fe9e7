import type { Clock, ConnectorError, SideStream } from '../../contract/index.ts';
import type { FailingSince } from './monitor.ts';

/** An operator's view of a side stream. */
export interface SideMonitor {
  pollBegan(): void;
  /** The round ended well; the next begins at monotonic `nextMs`. */
  pollEnded(nextMs: number): void;
  /** A round failed; the next attempt begins at monotonic `nextMs`. */
  failed(error: ConnectorError, failing: FailingSince, nextMs: number | undefined): void;
  standing(): SideStanding;
}

export interface SideFailure {
  readonly error: ConnectorError;
  readonly inARow: number;
  /** Of the last attempt, epoch milliseconds. */
  readonly atMs: number;
}

/** How a side stream stands. */
export interface SideStanding {
  readonly name: string;
  readonly title: string;
  readonly failure: SideFailure | undefined;
  /** When a round last ended well, epoch milliseconds. */
  readonly successMs: number | undefined;
  /** Until the next round, milliseconds; undefined while one goes on. */
  readonly waitMs: number | undefined;
}

export function createSideMonitor({ name, title }: Pick<SideStream, 'name' | 'title'>, clock: Clock): SideMonitor {
  let failure: SideStanding['failure'];
  let successMs: number | undefined;
  let nextMs: number | undefined;
  return {
    pollBegan: () => void (nextMs = undefined),
    pollEnded(at) {
      [failure, successMs, nextMs] = [undefined, clock.now(), at];
    },
    failed(error, { inARow }, at) {
      [failure, nextMs] = [{ error, inARow, atMs: clock.now() }, at];
    },
    standing() {
      const waitMs = nextMs === undefined ? undefined : Math.max(0, nextMs - clock.elapsed());
      return { name, title, failure, successMs, waitMs };
    },
  };
}
