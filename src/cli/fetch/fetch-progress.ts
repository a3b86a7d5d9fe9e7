import type { Clock, ConnectorError } from '../../contract/index.ts';
import type { DeliverOnceParts } from '../../host/replay/deliver-once.ts';
import { countedText } from '../counted-text.ts';
import type { Terminal } from '../terminal.ts';

const sayEveryMs = 10_000;

/** A line at most every ten seconds, on standard error; none where a person sees the records come. */
export function fetchProgress(
  { say, outIsTerminal }: Pick<Terminal, 'say' | 'outIsTerminal'>,
  clock: Clock,
  prints: boolean,
): Pick<DeliverOnceParts, 'onBatch' | 'onWait'> {
  let saidMs = clock.elapsed();
  return {
    onBatch({ records }) {
      if ((prints && outIsTerminal) || clock.elapsed() - saidMs < sayEveryMs) return;
      saidMs = clock.elapsed();
      say(`${countedText(records, 'record')} so far`);
    },
    onWait: (error: ConnectorError, ms: number) => say(`${error.message}; trying again in ${Math.ceil(ms / 1000)} s`),
  };
}
