import { mostValues, tooManyValues } from './too-many-values.ts';

const [quote, backslash, comma, openArray, openObject] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/**
 * Passes the pieces of a JSON text on while it holds no more values than may be parsed, so that what would be refused
 * is not collected first. A text of up to `smallBytes` is not looked at: parsing does that, at less cost.
 * @throws ConnectorError `protocol`, code `API-SIZE`.
 */
export async function* limitValues(pieces: AsyncIterable<Buffer>, smallBytes: number): AsyncGenerator<Buffer> {
  const count = createValueCount();
  const small: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    small.push(piece);
    if (bytes > smallBytes) for (const each of small.splice(0)) if (count(each) > mostValues) throw tooManyValues();
    yield piece;
  }
}

/** Counts as `jsonShape` does, in UTF-8 that was cut anywhere. */
function createValueCount(): (piece: Uint8Array) => number {
  let [values, inString, escaped] = [1, false, false];
  return (piece) => {
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at];
      if (escaped) escaped = false;
      else if (inString) {
        if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) inString = true;
      else if (byte === comma || byte === openArray || byte === openObject) values++;
    }
    return values;
  };
}
