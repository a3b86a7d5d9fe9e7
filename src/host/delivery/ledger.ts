import type { LogRecord } from '../../contract/index.ts';
import type { DeliveryReport, PartialRejection, RefusedRecord } from './sink.ts';

/** The book of one delivery: what was sent and what became of it. */
export interface Ledger {
  /** The destination took `records`, all but `rejected` of them. */
  accept(records: readonly LogRecord[], rejected: number, message: string): void;
  setAside(refused: RefusedRecord): void;
  countRequest(bytes: number): void;
  settled(record: LogRecord): boolean;
  /** Takes over everything another ledger holds. */
  carry(other: Ledger): void;
  report(): DeliveryReport;
}

export function createLedger(): Ledger {
  const done = new Set<LogRecord>();
  const partial: PartialRejection[] = [];
  const refused: RefusedRecord[] = [];
  const warnings: string[] = [];
  const count = { accepted: 0, requests: 0, bytes: 0 };

  return {
    accept(records, rejected, message) {
      for (const record of records) done.add(record);
      count.accepted += records.length - rejected;
      if (rejected > 0) partial.push({ count: rejected, message, records });
      else if (message !== '') warnings.push(message);
    },
    setAside(refusal) {
      done.add(refusal.record);
      refused.push(refusal);
    },
    countRequest(bytes) {
      count.requests += 1;
      count.bytes += bytes;
    },
    settled: (record) => done.has(record),
    carry(other) {
      const report = other.report();
      count.accepted += report.accepted;
      count.requests += report.requests;
      count.bytes += report.bytes;
      partial.push(...report.partial);
      refused.push(...report.refused);
      warnings.push(...report.warnings);
    },
    report: () => ({ ...count, partial, refused, warnings }),
  };
}
