/**
 * A body that is made while it is sent, no faster than the client takes it. Called once for every time it is sent or
 * measured; the bytes are the same each time.
 */
export type BodyStream = () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** How many bytes there are: all of them are made, none is kept. */
export async function streamLength(body: BodyStream): Promise<number> {
  let bytes = 0;
  for await (const chunk of body()) bytes += chunk.length;
  return bytes;
}
