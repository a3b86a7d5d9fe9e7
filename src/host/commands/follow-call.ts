import { isConnectorError } from '../../contract/index.ts';
import type { CallEnd, CallStart } from './call.ts';
import { type AuditDue, type CommandJournal, holdMs } from './command-journal.ts';
import { type AuditDelivery, auditPatienceMs, deliverAudit } from './deliver-audit.ts';

/**
 * How the audit records of a call stand once it has ended. `told`: the destination has them. `due`: a run delivers them.
 * `lost`: what came of the call could be neither recorded nor delivered; nobody knows it but whoever ran it.
 */
export type AuditStanding = 'told' | 'due' | 'lost';

/** A call that is under way. */
export interface FollowedCall {
  /** Records what came of it and delivers what is to be told. Never throws. */
  finish(end: CallEnd): Promise<AuditStanding>;
}

/** What came of a call is known nowhere else: it is tried again to record it, so often in all, after so long. */
const recordTries = 3;
const recordPauseMs = 1000;
const never = new AbortController().signal;

/**
 * Keeps a call that has begun in sight until it has ended: held in the journal, its beginning told while it goes on. Without a
 * journal its beginning has been told; only its end is left to be.
 */
export function followCall(start: CallStart, journal: CommandJournal | undefined, audit: AuditDelivery): FollowedCall {
  const { clock } = audit.tools;
  const over = new AbortController();
  const noted = async (work: (journal: CommandJournal) => Promise<void>): Promise<boolean> => {
    try {
      if (journal) await work(journal);
      return true;
    } catch (error) {
      // What was sent was sent. Whoever looks at the log knows what the journal does not.
      const message = isConnectorError(error) ? error.message : String(error);
      audit.tools.logger.error({ call: start.id, command: start.command, message }, 'commands: call not recorded');
      return false;
    }
  };
  const told = async (due: readonly AuditDue[]): Promise<boolean> => {
    if (!(await deliverAudit(due, audit))) return false;
    await noted(async (open) => open.settled(due.map(({ phase }) => ({ id: start.id, phase }))));
    return true;
  };
  async function recorded(end: CallEnd): Promise<boolean> {
    if (!journal) return false;
    for (let tries = 1; ; tries += 1) {
      if (await noted(async (open) => open.finish(start, end))) return true;
      if (tries === recordTries) return false;
      await clock.sleep(recordPauseMs, never);
    }
  }
  async function hold(): Promise<void> {
    for (;;) {
      await clock.sleep(holdMs / 3, over.signal);
      await noted(async (open) => open.hold(start.id));
    }
  }

  const begunMs = clock.elapsed();
  const holding = hold().catch(() => undefined);
  const beginning: AuditDue = { phase: 'start', start, end: undefined };
  const begun = journal ? told([beginning]) : Promise.resolve(true);
  return {
    async finish(end) {
      over.abort();
      await holding;
      const isRecorded = await recorded(end);
      const isBegun = await begun;
      // Nobody is kept waiting for a destination that did not answer a moment ago.
      const isWorthIt = isBegun || clock.elapsed() - begunMs > 2 * auditPatienceMs;
      const isTold = isWorthIt && (await told([...(isBegun ? [] : [beginning]), { phase: 'end', start, end }]));
      await noted(async (open) => open.release(start.id));
      return isTold ? 'told' : isRecorded ? 'due' : 'lost';
    },
  };
}
