import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { caseOf } from '../tenant/case-of.ts';
import { believableIncident } from './believable-incident.ts';

/** A case as it is first seen: the one that a believable incident of the same random becomes. */
export function believableCase(random: SeededRandom, number: number, timeMs: number): JsonObject {
  return caseOf(believableIncident(random, number, timeMs));
}
