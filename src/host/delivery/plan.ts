import type { PreparedRecord } from './to-log-records.ts';

/** What one delivery still has to send, in order. Mutable: owned by the sink, kept in the delivery between attempts. */
export interface Plan {
  readonly queue: Piece[];
  /** The split shared by all requests of one record: they have no halves, the others of the delivery are their company. */
  readonly singles: Split;
}

/** Records that go out in one request. */
export interface Piece {
  readonly records: readonly PreparedRecord[];
  readonly split: Split;
  /** Halvings between the split's whole request and this piece. */
  readonly depth: number;
  /** Times in a row this piece was answered 500 or 501. */
  serverErrors: number;
  /** Why the endpoint refused this single record; its verdict waits for what others of the split get. */
  refusal: Refusal | undefined;
}

export interface Refusal {
  readonly status: number | undefined;
  readonly reason: string;
}

/** One request and everything it is cut into when refused. */
export interface Split {
  /** Records of it that were accepted: what tells a bad record from a broken endpoint. */
  accepted: number;
  /** Times it ended without a single acceptance. Each time it is searched along another path. */
  fruitless: number;
}
