import { type Clock, isConnectorError } from '../../contract/index.ts';
import type { Sink } from '../delivery/sink.ts';
import type { AttemptOutcome } from './run-connector.ts';

/** The same sink; `tell` hears of each attempt to deliver. One that was stopped says nothing about the destination. */
export function timedSink(sink: Sink, clock: Clock, tell: (ms: number, outcome: AttemptOutcome) => void): Sink {
  return {
    ...sink,
    async deliver(delivery, signal) {
      const begunMs = clock.elapsed();
      try {
        const report = await sink.deliver(delivery, signal);
        tell(clock.elapsed() - begunMs, 'ok');
        return report;
      } catch (error) {
        if (isConnectorError(error)) tell(clock.elapsed() - begunMs, error.kind);
        throw error;
      }
    },
  };
}
