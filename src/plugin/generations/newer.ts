import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { Feed } from '../paging/feed.ts';
import type { Sweepable } from '../paging/sweepable.ts';
import type { GenerationWord } from '../privacy/same-in-generations.ts';
import type { Generation } from './generation.ts';

/** The same things as the newer generation of the API gives them: what a source says of it. */
export interface Newer {
  /** The list of each generation: asked to find out which one the tenant speaks. */
  readonly paths: Readonly<Record<Generation, string>>;
  /** What the items of each generation are called. */
  readonly names: Readonly<Record<Generation, string>>;
  /** Fields that have another name than in the older generation: privacy rules for either hold for both. */
  readonly words: readonly GenerationWord[];
  /** An item in the words of the older generation; one that is of it already is given back itself. Pure, never throws. */
  inOlderWords(item: JsonValue): JsonValue;
  /** What the connection test says a key needs when the API answers 403. */
  readonly permission: string;
  /** How the list is asked for, where it has the cursor of the older one … */
  feed?(api: CortexApi, config: CortexConfig): Feed<JsonValue>;
  /** … or where it cannot be asked for changes. One of the two. */
  sweep?(api: CortexApi, config: CortexConfig): Sweepable<JsonValue>;
}
