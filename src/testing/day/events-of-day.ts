import type { JsonObject } from '../faults/answer.ts';
import { seededRandom } from '../seeded-random.ts';
import type { XqlWindow } from '../tenant/xql/xql-outcome.ts';
import { believableEvent } from './believable-event.ts';

const everyMs = 10_000;

/** What XQL finds on any believable day: an event every ten seconds, the same ones whichever window is asked for. */
export function eventsOfDay(seed: number): (window: XqlWindow) => Iterable<JsonObject> {
  return function* events({ fromMs, toMs }) {
    for (let slot = Math.ceil(fromMs / everyMs); slot * everyMs <= toMs; slot += 1) {
      yield believableEvent(seededRandom(seed + slot), slot, slot * everyMs);
    }
  };
}
