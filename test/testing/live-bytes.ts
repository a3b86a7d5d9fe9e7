import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What this process holds on to, in bytes: heap and buffers, once what nobody needs has been collected. */
function liveBytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Reads a body to its end. Resolves with its length and the most that was held on to beyond what was before. */
export async function drained(body: AsyncIterable<Uint8Array>): Promise<{ bytes: number; mostHeld: number }> {
  const before = liveBytes();
  let [bytes, mostHeld, looked] = [0, 0, 0];
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes - looked < 16 * 1024 * 1024) continue;
    looked = bytes;
    mostHeld = Math.max(mostHeld, liveBytes() - before);
  }
  return { bytes, mostHeld };
}
