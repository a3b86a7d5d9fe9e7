import type { Piece, Plan, Refusal } from './plan.ts';

/** What to do after a piece was refused. */
export type SplitStep =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'set-aside'; readonly piece: Piece; readonly refusal: Refusal }
  | { readonly kind: 'broken'; readonly refusals: readonly Refusal[] };

/**
 * Notes a refusal: a piece of several records is halved, a single one waits behind its sibling for its verdict. Which
 * half goes first changes with every fruitless search, so that bad records side by side are told from a broken
 * endpoint sooner or later, each search costing log2(n) + 2 requests.
 */
export function noteRefusal(plan: Plan, piece: Piece, refusal: Refusal): void {
  plan.queue.shift();
  if (piece.records.length > 1) {
    plan.queue.unshift(...halves(piece));
    return;
  }
  piece.refusal = refusal;
  const behind = piece.split === plan.singles ? plan.queue.length : Math.min(1, plan.queue.length);
  plan.queue.splice(behind, 0, piece);
}

function halves(piece: Piece): Piece[] {
  const middle = piece.records.length >> 1;
  const half = (records: Piece['records']): Piece => ({ ...piece, records, depth: piece.depth + 1 });
  const [left, right] = [half(piece.records.slice(0, middle)), half(piece.records.slice(middle))];
  return (piece.split.fruitless >> piece.depth) & 1 ? [right, left] : [left, right];
}

/** Notes an acceptance of `count` records of `piece`: the evidence that sets a refused record aside. */
export function noteAcceptance(plan: Plan, piece: Piece, count: number): void {
  plan.queue.shift();
  piece.split.accepted += count;
  const singleWaits = plan.queue.some((other) => other.split === plan.singles && other.refusal !== undefined);
  if (singleWaits && piece.split !== plan.singles) plan.singles.accepted += count;
}

/**
 * The verdict on the refused singles of the plan, before its first piece is sent. One is set aside once another record
 * of its split was accepted; two of a split refused with nothing accepted, or one with nothing left to ask, show a
 * broken endpoint.
 */
export function nextStep(plan: Plan): SplitStep {
  for (const piece of plan.queue) {
    if (piece.refusal !== undefined && piece.split.accepted > 0) {
      return { kind: 'set-aside', piece, refusal: piece.refusal };
    }
  }
  const [first] = plan.queue;
  if (first?.refusal === undefined) return { kind: 'go-on' };
  const refusals = plan.queue.flatMap((piece) => (piece.split === first.split ? (piece.refusal ?? []) : []));
  return { kind: 'broken', refusals };
}

/** After a fruitless search: the split's pieces become its one request again, to be searched along another path. */
export function restart(plan: Plan): void {
  const [first] = plan.queue;
  if (first === undefined) return;
  const { split } = first;
  split.fruitless += 1;
  const parts = plan.queue.filter((piece) => piece.split === split);
  if (split === plan.singles) {
    for (const part of parts) part.refusal = undefined;
    return;
  }
  const records = parts.flatMap((part) => part.records);
  const whole: Piece = { ...first, records, depth: 0, refusal: undefined };
  plan.queue.splice(0, plan.queue.length, whole, ...plan.queue.filter((piece) => piece.split !== split));
}
