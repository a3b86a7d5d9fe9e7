import type { SideBatch } from '../../contract/index.ts';
import type { Accepted } from '../collect/pipeline.ts';
import type { HostSide } from '../collect/start-sides.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import { auditRecord, lossRecord } from './audit-record.ts';
import { auditRoute } from './audit-route.ts';
import type { CallReference, CommandJournal } from './command-journal.ts';

const intervalMs = 10_000;
const batchCalls = 100;
const nothing = { requests: 0, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0 };

/** What the stream needs of a journal. */
export type DeliveredJournal = Pick<CommandJournal, 'adopt' | 'due' | 'settled' | 'losses' | 'lossesTold'>;

export interface AuditStreamParts {
  /** Whose calls. */
  readonly connector: string;
  readonly journal: DeliveredJournal;
  readonly destination: DestinationConfig;
  /** Ids of all connectors there are, at work or not. Undefined: nobody knows. */
  readonly configured: (() => readonly string[]) | undefined;
  /** Saves what else follows from a batch that was accepted. */
  readonly commit: (accepted: Accepted) => Promise<void>;
}

/**
 * What a run delivers beside the polls of a connector: audit records that whoever ran a command could not deliver, also
 * those of a connector that was removed or renamed, where they go the same way.
 */
export function auditStream({ connector, journal, destination, configured, commit }: AuditStreamParts): HostSide {
  return {
    name: 'commands',
    title: 'Audit records of commands',
    intervalMs,
    open(origin) {
      const route = auditRoute(destination, origin);
      /** Those of batches that are not settled yet: not to be sent once more. */
      const inHand = new Map<string, CallReference | { readonly loss: string }>();
      let committed: Accepted | undefined;
      return {
        async *round(signal) {
          signal.throwIfAborted();
          if (configured) await journal.adopt(connector, { route, configured: configured() });
          const losses = await journal.losses(connector);
          const due = await journal.due(connector, batchCalls);
          const all = [
            ...losses.map((loss) => ({ of: { loss: loss.id }, record: lossRecord(loss, connector) })),
            ...due.map((each) => ({ of: { id: each.start.id, phase: each.phase }, record: auditRecord(each) })),
          ];
          const fresh = all.filter(({ record }) => !inHand.has(record.uid));
          for (const { of, record } of fresh) inHand.set(record.uid, of);
          yield batchOf(
            fresh.map(({ record }) => record),
            due.length < batchCalls,
          );
        },
        async commit(accepted) {
          if (accepted.records.length === 0) return;
          // Counted once, however often the journal cannot be written.
          if (committed !== accepted) await commit(accepted);
          committed = accepted;
          const settled = accepted.records.flatMap(({ uid }) => inHand.get(uid) ?? []);
          await journal.settled(settled.filter((each) => 'phase' in each));
          await journal.lossesTold(
            connector,
            settled.flatMap((each) => ('loss' in each ? each.loss : [])),
          );
          for (const { uid } of accepted.records) inHand.delete(uid);
        },
      };
    },
  };
}

function batchOf(records: SideBatch['records'], caughtUp: boolean): SideBatch {
  return { records, more: !caughtUp, progress: { ...nothing, caughtUp } };
}
