import { pendingRecords } from '../../host/delivery/delivery.ts';
import type { Sink } from '../../host/delivery/sink.ts';
import { printableJson } from '../printable-json.ts';
import type { Terminal } from '../terminal.ts';

/** Prints records to standard output: a line each, or spread out with an indent. */
export function printSink({ out }: Pick<Terminal, 'out'>, indent: number): Sink {
  return {
    destination: 'standard output',
    async deliver(delivery) {
      const pending = pendingRecords(delivery);
      for (const record of pending) out(printableJson(record, indent));
      delivery.ledger.accept(pending, 0, '');
      return delivery.ledger.report();
    },
    async *test() {},
    close: async () => {},
  };
}
