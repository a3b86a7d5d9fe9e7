import type { JsonObject } from '../../faults/answer.ts';

const chunkLength = 64 * 1024;

/** Rows as NDJSON, in pieces of about 64 KiB that do not end with their lines. */
export function* rowLines(rows: Iterable<JsonObject>): Generator<Uint8Array> {
  let text = '';
  for (const row of rows) {
    text += `${JSON.stringify(row)}\n`;
    while (text.length >= chunkLength) {
      const start = wellFormedStart(text);
      yield Buffer.from(start);
      text = text.slice(start.length);
    }
  }
  if (text !== '') yield Buffer.from(text);
}

/** The first 64 KiB of it, without half of a surrogate pair. */
function wellFormedStart(text: string): string {
  const start = text.slice(0, chunkLength);
  return start.isWellFormed() ? start : start.slice(0, -1);
}
