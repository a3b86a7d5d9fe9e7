import type { Notice } from './notice.ts';

/** A way to reach a person. */
export interface Channel {
  /** For logs: kind and host, nothing secret. */
  readonly name: string;
  /** Resolves once the other side has taken it. @throws with a reason that holds no secret. */
  send(notice: Notice, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
