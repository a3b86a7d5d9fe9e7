import type { CheckedPeriod, JsonValue, SideStream, Storage, StorageChange } from '../../contract/index.ts';
import type { Piece } from '../paging/pieces.ts';
import { certify } from './certify.ts';
import { checkedPeriods } from './checked-periods.ts';
import type { CompletenessParts } from './completeness-parts.ts';
import { countBatch } from './count-batch.ts';

/** Whether everything was delivered, of a list whose records never change: counted, compared, and mended. */
export interface Completeness {
  /** Counts what a batch of the polls delivers; saved with its checkpoint. `storage`: as earlier batches left it. */
  readonly count: (
    piece: Pick<Piece<JsonValue>, 'rows' | 'read'>,
    storage: Storage,
  ) => Promise<readonly StorageChange[]>;
  readonly side: SideStream;
  readonly periods: () => Promise<readonly CheckedPeriod[]>;
}

export function openCompleteness(parts: CompletenessParts): Completeness {
  return {
    count: async (piece, storage) => countBatch(piece, storage, parts.scope),
    side: certify(parts),
    periods: async () => checkedPeriods(parts.storage),
  };
}
