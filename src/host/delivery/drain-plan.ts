import type { ConnectorError } from '../../contract/index.ts';
import type { Ledger } from './ledger.ts';
import { otlpError } from './otlp-error.ts';
import type { Outcome } from './outcome.ts';
import type { Piece, Plan, Refusal } from './plan.ts';
import type { PreparedRecord } from './to-log-records.ts';
import { nextStep, noteAcceptance, noteRefusal, restart } from './split.ts';

/** From this time in a row on, a 500 is taken to be the fault of a record: the request is split like a refused one. */
const serverErrorPatience = 10;

/**
 * Sends what the plan still holds, one request at a time, and books what becomes of it. Throws at the first failure,
 * the plan holding exactly what is left.
 */
export async function drainPlan(
  plan: Plan,
  ledger: Ledger,
  send: (records: readonly PreparedRecord[]) => Promise<Outcome>,
): Promise<void> {
  while (plan.queue.length > 0) {
    const step = nextStep(plan);
    if (step.kind === 'set-aside') setAside(plan, ledger, step.piece, step.refusal);
    else if (step.kind === 'broken') throw brokenEndpoint(plan, step.refusals);
    else await sendFirst(plan, ledger, send);
  }
}

async function sendFirst(
  plan: Plan,
  ledger: Ledger,
  send: (records: readonly PreparedRecord[]) => Promise<Outcome>,
): Promise<void> {
  const [piece] = plan.queue;
  if (piece === undefined) return;
  const outcome = await send(piece.records);
  switch (outcome.kind) {
    case 'accepted':
      ledger.accept(
        piece.records.map(({ record }) => record),
        outcome.rejected,
        outcome.message,
      );
      noteAcceptance(plan, piece, piece.records.length - outcome.rejected);
      return;
    case 'refused':
      noteRefusal(plan, piece, outcome.refusal);
      return;
    case 'failed':
      if (outcome.refusal === undefined) piece.serverErrors = 0;
      else if (++piece.serverErrors >= serverErrorPatience) return noteRefusal(plan, piece, outcome.refusal);
      throw outcome.error;
    case 'encoding-refused':
      throw outcome.error;
  }
}

function setAside(plan: Plan, ledger: Ledger, piece: Piece, refusal: Refusal): void {
  plan.queue.splice(plan.queue.indexOf(piece), 1);
  for (const { record } of piece.records) ledger.setAside({ record, ...refusal });
}

/** Nothing of a split was accepted: that is held, never set aside. A server that answers 500 to all may yet heal. */
function brokenEndpoint(plan: Plan, refusals: readonly Refusal[]): ConnectorError {
  restart(plan);
  const [{ status, reason } = { status: undefined, reason: '' }] = refusals;
  const kind = status === undefined || status < 500 ? 'refused' : 'unavailable';
  const what = status === undefined ? reason : `${status}${reason === '' ? '' : `: ${reason}`}`;
  if (refusals.length === 1) {
    return otlpError(kind, 'OTLP-LONE', `The endpoint refused the only record there was to send (${what})`);
  }
  const code = status === 413 ? 'OTLP-604' : 'OTLP-601';
  return otlpError(
    kind,
    code,
    `The endpoint refuses every record, each sent by itself (${what}); nothing is set aside`,
  );
}
