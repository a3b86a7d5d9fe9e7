import type { OverviewChange } from '../../api/overview.ts';
import type { Api } from '../api/create-api.ts';
import { createStore, type Store } from '../ui/create-store.ts';
import type { OverviewStore } from './create-overview-store.ts';
import { type LiveFacts, type LiveState, liveState } from './live-state.ts';

/** Keeps the overview up to date: by the stream of changes, and by asking where the stream does not come through. */
export interface Live {
  readonly state: Pick<Store<LiveState>, 'get' | 'subscribe'>;
  /** Begins; gives back what ends it. */
  start(): () => void;
  /** Asks for everything now. Rejects with ApiError. */
  refresh(): Promise<void>;
}

/** How often to ask without a stream, and how long a stream may say nothing before it is asked whether it is alive. */
const pollMs = 5000;
const quietMs = 10_000;
/** A question that takes longer is given up: the next one may get through. */
const patienceMs = 8000;

export function createLive(api: Api, overview: OverviewStore): Live {
  const state = createStore<LiveState>({ word: 'Connecting' });
  let source: EventSource | undefined;
  let streaming = false;
  let heard: LiveFacts['heard'];
  let askedMs = 0;
  let asking = false;

  function hear(by: 'stream' | 'polling'): void {
    heard = { atMs: Date.now(), by };
    judge();
  }

  function judge(): void {
    const next = liveState({ streaming, heard, nowMs: Date.now() });
    if (JSON.stringify(next) !== JSON.stringify(state.get())) state.set(next);
  }

  function listen(): void {
    source = new EventSource('api/v1/events');
    source.addEventListener('open', () => {
      streaming = true;
    });
    source.addEventListener('error', () => {
      streaming = false;
      judge();
    });
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      streaming = true;
      overview.apply(JSON.parse(data) as OverviewChange);
      hear('stream');
    });
  }

  async function refresh(): Promise<void> {
    askedMs = Date.now();
    asking = true;
    try {
      overview.replace(await api.call('status', { signal: AbortSignal.timeout(patienceMs) }));
    } finally {
      asking = false;
    }
    // With a stream that is open and had merely nothing to say, the page is live as before.
    hear(streaming ? 'stream' : 'polling');
  }

  function supervise(): void {
    const nowMs = Date.now();
    const due = !asking && nowMs - askedMs >= (streaming ? quietMs : pollMs);
    if (due && (!streaming || nowMs - (heard?.atMs ?? 0) >= quietMs)) {
      // The browser gives a stream up for good when it is refused, as by a proxy that is restarted.
      if (source?.readyState === EventSource.CLOSED) listen();
      refresh().catch(() => judge());
    }
    judge();
  }

  return {
    state,
    refresh,
    start() {
      state.set({ word: 'Connecting' });
      [streaming, heard, askedMs] = [false, undefined, Date.now()];
      listen();
      const timer = setInterval(supervise, 1000);
      return () => {
        clearInterval(timer);
        source?.close();
      };
    },
  };
}
