/** How current the page is. */
export type LiveState =
  | { readonly word: 'Connecting' }
  | { readonly word: 'Live'; readonly by: 'stream' | 'polling' }
  | { readonly word: 'Reconnecting' }
  | { readonly word: 'Stale'; readonly sinceMs: number };

export interface LiveFacts {
  /** The stream is open. */
  readonly streaming: boolean;
  /** When anything was last heard, epoch milliseconds of the browser, and which way; undefined: nothing yet. */
  readonly heard: { readonly atMs: number; readonly by: 'stream' | 'polling' } | undefined;
  readonly nowMs: number;
}

/** Two questions without an answer. */
const staleMs = 15_000;
/** One question without an answer. */
const lateMs = 8000;

export function liveState({ streaming, heard, nowMs }: LiveFacts): LiveState {
  if (!heard) return { word: 'Connecting' };
  const silentMs = nowMs - heard.atMs;
  if (silentMs >= staleMs) return { word: 'Stale', sinceMs: heard.atMs };
  if (streaming) return { word: 'Live', by: 'stream' };
  return heard.by === 'polling' && silentMs < lateMs ? { word: 'Live', by: 'polling' } : { word: 'Reconnecting' };
}
