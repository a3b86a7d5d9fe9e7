import { expect, test } from 'vitest';
import { type LiveFacts, type LiveState, liveState } from '../../../src/web/live/live-state.ts';

const nowMs = 1_000_000;
const ago = (ms: number, by: 'stream' | 'polling') => ({ atMs: nowMs - ms, by });

test.for<[what: string, facts: Omit<LiveFacts, 'nowMs'>, state: LiveState]>([
  ['nothing has been heard yet', { streaming: true, heard: undefined }, { word: 'Connecting' }],
  ['the stream is open', { streaming: true, heard: ago(100, 'stream') }, { word: 'Live', by: 'stream' }],
  ['the stream says little', { streaming: true, heard: ago(14_000, 'stream') }, { word: 'Live', by: 'stream' }],
  ['the stream has just gone', { streaming: false, heard: ago(100, 'stream') }, { word: 'Reconnecting' }],
  ['asking works', { streaming: false, heard: ago(5000, 'polling') }, { word: 'Live', by: 'polling' }],
  ['asking has just failed', { streaming: false, heard: ago(9000, 'polling') }, { word: 'Reconnecting' }],
  ['nothing works', { streaming: false, heard: ago(15_000, 'polling') }, { word: 'Stale', sinceMs: nowMs - 15_000 }],
  [
    'an open stream is dead',
    { streaming: true, heard: ago(15_000, 'stream') },
    { word: 'Stale', sinceMs: nowMs - 15_000 },
  ],
])('%s', ([, facts, state]) => {
  expect(liveState({ ...facts, nowMs })).toEqual(state);
});
