import type {
  Batch,
  Checkpoint,
  ConnectorConfig,
  Plugin,
  Progress,
  SideStream,
  Source,
} from '../../../src/contract/index.ts';
import { origin, record } from '../delivery/records.ts';
import { numbersPlugin } from '../config/numbers-plugin.ts';

const tenant = 'https://api.example.com';
const sourceId = 'odd-numbers';

/** What a poll does in place of answering. */
export interface PollFault {
  /** Batches of the poll that come before it; default none. */
  readonly afterBatches?: number;
  readonly error: unknown;
}

/** An upstream of numbered records that a test owns, and a plugin that reads it from where a checkpoint says. */
export interface Numbers {
  readonly plugin: Plugin;
  readonly source: Source;
  /** So many more records exist. */
  add(count: number): void;
  /** The next polls fail, one each; undefined: this one does not. */
  fail(...faults: readonly (PollFault | undefined)[]): void;
  /** Position each poll began at. */
  readonly polls: readonly number[];
  /** Everything that happened, in order, such as `ask 4`. */
  readonly events: string[];
  /** Merged into the last batch of each poll. */
  ending: { readonly more?: boolean; readonly progress?: Partial<Progress> };
  /** Work beside the polls of a source that is opened from now on. */
  sides: readonly SideStream[];
  /** Called when a poll ends, however. */
  onPollOver: () => void;
}

const idle: Progress = { requests: 1, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0, caughtUp: false };

export function checkpointAt(position: number): Checkpoint {
  return { version: 1, source: sourceId, tenant, position };
}

export function positionOf(checkpoint: Checkpoint | undefined): number | undefined {
  return checkpoint?.['position'] as number | undefined;
}

export function createNumbers(batchSize = 4): Numbers {
  let existing = 0;
  const faults: (PollFault | undefined)[] = [];
  const [polls, events] = [[] as number[], [] as string[]];

  async function* poll(checkpoint: Checkpoint | undefined, signal: AbortSignal): AsyncGenerator<Batch> {
    const fault = faults.shift();
    let position = positionOf(checkpoint) ?? 0;
    polls.push(position);
    try {
      for (let batches = 0; ; batches += 1) {
        signal.throwIfAborted();
        if (fault && batches === (fault.afterBatches ?? 0)) throw fault.error;
        events.push(`ask ${position}`);
        const count = Math.min(batchSize, existing - position);
        const records = Array.from({ length: count }, (_, index) => record(position + index));
        position += count;
        const isLast = position === existing;
        const progress = { ...idle, caughtUp: isLast, ...(isLast && numbers.ending.progress) };
        yield { records, next: checkpointAt(position), more: isLast && (numbers.ending.more ?? false), progress };
        if (isLast && !(fault && (fault.afterBatches ?? 0) > batches)) return;
      }
    } finally {
      numbers.onPollOver();
    }
  }

  const source: Source = {
    origin,
    poll,
    async *replay() {},
    sample: async () => [],
    describe: (checkpoint) => [`position ${positionOf(checkpoint)}`],
    checkpointAt: () => checkpointAt(0),
    close: async () => void events.push('close'),
  };
  const numbers: Numbers = {
    plugin: { ...numbersPlugin, open: () => ({ ...source, sides: numbers.sides }) },
    source,
    add: (count) => void (existing += count),
    fail: (...more) => void faults.push(...more),
    polls,
    events,
    ending: {},
    sides: [],
    onPollOver: () => {},
  };
  return numbers;
}

export const numbersConfig: ConnectorConfig = { source: sourceId, tenant, pollIntervalMs: 60_000 };
