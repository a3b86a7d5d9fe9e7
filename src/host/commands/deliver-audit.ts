import { type Clock, isConnectorError, type Logger, type Origin, type Random } from '../../contract/index.ts';
import { createSink, type SinkTools } from '../delivery/create-sink.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import { deliverOnce } from '../replay/deliver-once.ts';
import { auditRecord } from './audit-record.ts';
import type { AuditDue } from './command-journal.ts';

export interface AuditDelivery {
  readonly destination: DestinationConfig;
  readonly origin: Origin;
  readonly tools: SinkTools & { readonly clock: Clock; readonly random: Random; readonly logger: Logger };
}

/** How long whoever runs a call tries to deliver its audit records: a run has all the time it takes. */
export const auditPatienceMs = 5000;

/**
 * Delivers audit records at once, or gives up soon. True: they are settled. A record that the destination refuses, or
 * rejects in a partial success, is left to a run, which keeps it. Never throws.
 */
export async function deliverAudit(
  due: readonly AuditDue[],
  { destination, origin, tools }: AuditDelivery,
): Promise<boolean> {
  if (due.length === 0) return true;
  const [late, done] = [new AbortController(), new AbortController()];
  const bell = tools.clock.sleep(auditPatienceMs, done.signal).then(
    () => late.abort(new Error('no more patience')),
    () => undefined,
  );
  const sink = createSink(destination, tools);
  const ignore = () => undefined;
  try {
    const source = { origin, poll: () => oneBatch(due) };
    const parts = { source, sink, tools, giveUpAfterMs: auditPatienceMs, onBatch: ignore, onWait: ignore };
    const { rejected, refused } = await deliverOnce(parts, late.signal);
    return rejected + refused === 0;
  } catch (error) {
    if (!late.signal.aborted && !isConnectorError(error)) {
      tools.logger.error({ stack: error instanceof Error ? error.stack : String(error) }, 'internal error');
    }
    return false;
  } finally {
    done.abort();
    await bell;
    await sink.close();
  }
}

const nothing = { requests: 0, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0, caughtUp: true };

async function* oneBatch(due: readonly AuditDue[]) {
  yield { records: due.map(auditRecord), more: false, progress: nothing };
}
