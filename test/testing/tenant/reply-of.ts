import type { Answer } from '../../../src/testing/index.ts';

/** The `reply` of an answer, taken to be what the test says it is. */
export function replyOf<Reply>({ body }: Answer): Reply {
  return (body as unknown as { readonly reply: Reply }).reply;
}
