import type { JsonValue, Storage, StorageChange } from '../../contract/index.ts';
import type { Piece } from '../paging/pieces.ts';
import { countDelivered, forgotten, oldestTallies } from './deliveries.ts';
import { follow, type Ledger, readLedger, writeLedger } from './ledger.ts';
import { historyWidth } from './window.ts';

/**
 * Counts the rows of a batch of the polls. The changes are saved with the batch's checkpoint, so that the count is that
 * of the checkpoint whenever the process ends.
 */
export async function countBatch(
  { rows, read }: Pick<Piece<JsonValue>, 'rows' | 'read'>,
  storage: Storage,
  scope: string,
): Promise<readonly StorageChange[]> {
  if (!read) return [];
  const before = await readLedger(storage);
  const followed = follow(before, read, scope);
  const ledger = { ...followed, ...widthOfHistory(followed, rows) };
  const isNew = before !== undefined && before.epoch !== ledger.epoch;
  const cleared = isNew ? (await oldestTallies(storage, before)).flatMap((tally) => forgotten(before, tally)) : [];
  const counted = await countDelivered(ledger, { by: 'polls', rows, storage });
  return [...cleared, writeLedger(ledger), ...counted];
}

function widthOfHistory(ledger: Ledger, rows: Piece<JsonValue>['rows']): Pick<Ledger, 'historyWidthMs'> {
  if (ledger.historyWidthMs !== undefined) return {};
  const ofHistory = rows.filter(({ atMs }) => atMs >= ledger.fromMs && atMs < ledger.liveFromMs);
  if (ofHistory.length === 0) return {};
  const oldestMs = ofHistory.reduce((oldest, { atMs }) => Math.min(oldest, atMs), Infinity);
  return { historyWidthMs: historyWidth(ledger, oldestMs) };
}
