import type { ConformanceUpstream } from '../../../src/testing/index.ts';
import { createChangeBell, testStartMs, testTools } from '../../../src/testing/index.ts';
import { upstreams } from './tiny-plugin.ts';

export interface TinyItem {
  readonly id: number;
  readonly timeMs: number;
  readonly nothing: null;
}

export interface TinyUpstream {
  page(from: number, count: number, signal: AbortSignal): Promise<readonly TinyItem[]>;
  closed(): boolean;
}

export async function startTinyUpstream(count: number): Promise<ConformanceUpstream> {
  const items: TinyItem[] = [];
  const tools = testTools();
  const bell = createChangeBell();
  let stalled = false;
  let waiting = false;
  let closed = false;
  const grow = (more: number) => {
    for (let n = 0; n < more; n += 1) {
      items.push({ id: items.length, timeMs: testStartMs - 86_400_000 + items.length, nothing: null });
    }
  };
  grow(count);
  upstreams.set(tools.clock, {
    page: async (from, limit, signal) => {
      if (stalled) {
        waiting = true;
        bell.ring();
        await bell.until(() => false, signal);
      }
      return items.slice(from, from + limit);
    },
    closed: () => closed,
  });
  return {
    settings: { source: 'tiny-items', fqdn: 'tiny.example', api_key: 'key-of-the-tiny-upstream' },
    tools,
    bodies: () => items.map((item) => ({ ...item })),
    grow,
    stall: (signal) => {
      stalled = true;
      return bell.until(() => waiting, signal);
    },
    close: async () => {
      closed = true;
    },
  };
}
