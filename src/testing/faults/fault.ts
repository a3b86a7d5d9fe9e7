import type { Answer } from './answer.ts';

/** What a fault is asked about: a request that has been read, before it is answered. */
export interface FaultCall {
  readonly method: string;
  /** Without query; as sent. */
  readonly path: string;
  /** The endpoint it is about, by its name in the documents, such as `/public_api/v1/download/{value}`. */
  readonly route?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/**
 * What happens to one request.
 *
 * - `answer`: another answer in its place; `genuine` makes the one that would have been given. The side effect of a
 *   genuine answer (an endpoint accepting records) happens only when `genuine` is called.
 * - `stream`: an answer made while it is sent, gzip-compressed on the fly when asked.
 * - `reset`: the connection ends with a RST, at once, or once the work of the answer is done but nothing was said.
 * - `cut`: the connection ends after this share (0 to 1) of the answer's body: with a RST, or quietly with a FIN.
 * - `hang`: no answer, or headers alone, and the connection stays open.
 * - `drip`: the answer a byte at a time.
 * - `slow`: nothing for a while; then what there would have been without it, or `next`.
 */
export type Effect =
  | { readonly kind: 'answer'; readonly make: (genuine: () => Answer) => Answer }
  | {
      readonly kind: 'stream';
      readonly head: Omit<Answer, 'body'>;
      readonly chunks: () => Iterable<Uint8Array>;
      readonly gzip: boolean;
    }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | { readonly kind: 'cut'; readonly share: number; readonly end: 'reset' | 'close' }
  | { readonly kind: 'hang'; readonly after: 'nothing' | 'headers' }
  | { readonly kind: 'drip'; readonly everyMs: number }
  | { readonly kind: 'slow'; readonly ms: number; readonly next?: Effect };

/** Decides for one request: an effect, or undefined to leave it alone. */
export type Run<Call extends FaultCall> = (call: Call) => Effect | undefined;

/** A fault as a value. Calling it starts it afresh: what it counts begins when it is put into service. */
export type Fault<Call extends FaultCall = FaultCall> = () => Run<Call>;
