import type { Logger } from '../../contract/index.ts';

/**
 * A body of what an iterable gives. The first part is waited for, so that what fails before it can still be answered with a
 * status of its own; what fails later ends the body early.
 */
export async function streamed<Part>(
  parts: AsyncIterable<Part>,
  encode: (part: Part) => Uint8Array,
  logger: Pick<Logger, 'error'>,
): Promise<ReadableStream<Uint8Array>> {
  const iterator = parts[Symbol.asyncIterator]();
  let isWanted = true;
  let next: Promise<IteratorResult<Part>> | undefined = Promise.resolve(await iterator.next());
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const result = await (next ?? iterator.next());
          next = undefined;
          // Whoever has gone meanwhile has closed it.
          if (!isWanted) return;
          if (result.done) controller.close();
          else controller.enqueue(encode(result.value));
        } catch (error) {
          // An error of the body would be printed by the server's own hand. That somebody has gone is none.
          if (isWanted || !isAbort(error)) logger.error({ error }, 'a stream of the console broke off');
          if (isWanted) controller.close();
        }
      },
      cancel() {
        isWanted = false;
        // It may be waiting for something that only ends later: nobody waits for it here.
        void iterator.return?.()?.catch(() => undefined);
      },
    },
    // Nothing is asked for before there is room: whoever reads slowly gets less often what is newer.
    { highWaterMark: 0 },
  );
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
