import { hash } from 'node:crypto';
import { ConnectorError, type JsonValue } from '../../../src/contract/index.ts';
import type { QueryOutcome, WindowQuery } from '../../../src/plugin/windows/window-query.ts';
import type { QueryWindow } from '../../../src/plugin/windows/query-window.ts';
import type { SeededRandom, VirtualClock } from '../../../src/testing/index.ts';

export interface DatasetRow {
  readonly timeMs: number;
  /** When it has been ingested. */
  readonly visibleAtMs: number;
  /** Rows of the same time and name are equal. */
  readonly name: string;
}

export interface DatasetOptions {
  readonly rows: readonly DatasetRow[];
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  /** Every second call fails, before or after it has done its work. */
  readonly failing: boolean;
  /** Results are forgotten, rows come in another order, streams are cut, the server's clock falls back for a moment. */
  readonly careless: boolean;
}

const mostInline = 4;
/** Small, so that windows have to be halved. */
const mostRows = 16;

interface Run {
  readonly rows: readonly JsonValue[];
  readonly endsMs: number;
}

/** A tenant that runs one query over windows of a dataset that is filled while it is asked. */
export function createDataset({ rows, clock, random, failing, careless }: DatasetOptions) {
  const runs = new Map<string, Run>();
  let [calls, answers, started] = [0, 0, 0];

  /** Does the work, and loses the answer of every second call. */
  function answer<T>(work: () => T): T {
    calls += 1;
    const fails = failing && calls % 2 === 0;
    if (fails && random.chance(0.5)) throw lost();
    const result = work();
    if (fails) throw lost();
    answers += 1;
    return result;
  }

  function within({ fromMs, toMs }: QueryWindow): readonly JsonValue[] {
    const found = rows.filter(
      ({ timeMs, visibleAtMs }) => timeMs >= fromMs && timeMs <= toMs && visibleAtMs <= clock.now(),
    );
    return found.map(({ timeMs, name }) => ({ _time: timeMs, name })).slice(0, mostRows);
  }

  async function* streamed(given: readonly JsonValue[]): AsyncGenerator<JsonValue> {
    const cutAt = careless && random.chance(0.3) ? random.integer(0, given.length) : Infinity;
    for (const [index, row] of given.entries()) {
      if (index === cutAt) throw lost();
      yield row;
    }
  }

  const query: WindowQuery = {
    mostRows,
    isRowByRow: true,
    answers: () => answers,
    quotaLeft: () => undefined,
    now: async () => clock.now() - (careless && random.chance(0.05) ? 20 * 60_000 : 0),
    start: async (window, { exists }) =>
      answer(() => {
        started += 1;
        const id = `run-${started}`;
        const found = within(window);
        runs.set(id, { rows: exists ? found.slice(0, 1) : found, endsMs: clock.now() + random.integer(0, 3000) });
        return id;
      }),
    outcome: async (id) =>
      answer((): QueryOutcome | 'pending' | 'unknown' => {
        const run = runs.get(id);
        if (!run || (careless && random.chance(0.1))) return 'unknown';
        if (run.endsMs > clock.now()) return 'pending';
        const { length } = run.rows;
        return { count: length, rows: length > mostInline ? { stream: id } : run.rows };
      }),
    stream: async (id) =>
      answer(() => {
        const run = runs.get(id);
        if (!run || (careless && random.chance(0.1))) return undefined;
        return streamed(careless && random.chance(0.1) ? run.rows.toReversed() : run.rows);
      }),
    row: (item, { fromMs, toMs }) => {
      const { _time } = item as { readonly _time: number };
      const rowHash = hash('sha256', JSON.stringify(item));
      return {
        timeMs: _time,
        hash: rowHash,
        uid: (before) => [fromMs, toMs, rowHash, before].join(' '),
        attributes: {},
      };
    },
  };
  return { query, started: () => started };
}

function lost(): ConnectorError {
  return new ConnectorError('unavailable', 'the answer is lost');
}
