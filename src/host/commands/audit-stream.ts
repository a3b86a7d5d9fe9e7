import type { SideBatch } from '../../contract/index.ts';
import type { Accepted } from '../collect/pipeline.ts';
import type { HostSide } from '../collect/start-sides.ts';
import { auditRecord } from './audit-record.ts';
import type { CallReference, CommandJournal } from './command-journal.ts';

const intervalMs = 10_000;
const batchCalls = 100;
const nothing = { requests: 0, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0 };

/**
 * What a run delivers beside the polls of a connector: audit records that whoever ran a command could not deliver.
 * `commit` saves what else follows from a batch that was accepted.
 */
export function auditStream(
  connector: string,
  journal: Pick<CommandJournal, 'due' | 'settled'>,
  commit: (accepted: Accepted) => Promise<void>,
): HostSide {
  return {
    name: 'commands',
    title: 'Audit records of commands',
    intervalMs,
    open() {
      /** Those of batches that are not settled yet: not to be sent once more. */
      const inHand = new Map<string, CallReference>();
      let committed: Accepted | undefined;
      return {
        async *round(signal) {
          signal.throwIfAborted();
          const due = await journal.due(connector, batchCalls);
          const fresh = due
            .map((each) => ({ each, record: auditRecord(each) }))
            .filter(({ record }) => !inHand.has(record.uid));
          for (const { each, record } of fresh) inHand.set(record.uid, { id: each.start.id, phase: each.phase });
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
          await journal.settled(accepted.records.flatMap(({ uid }) => inHand.get(uid) ?? []));
          for (const { uid } of accepted.records) inHand.delete(uid);
        },
      };
    },
  };
}

function batchOf(records: SideBatch['records'], caughtUp: boolean): SideBatch {
  return { records, more: !caughtUp, progress: { ...nothing, caughtUp } };
}
