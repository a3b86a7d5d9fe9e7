export interface JsonShape {
  /** Deepest nesting of arrays and objects. */
  readonly depth: number;
  /** Values it holds, at most: elements, members, and what contains them. */
  readonly values: number;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What parsing a text would build, found without building it. Skips strings, so it costs a fraction of parsing. */
export function jsonShape(json: string): JsonShape {
  let [depth, deepest, values] = [0, 0, 1];
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) at = stringEnd(json, at);
    else if (code === comma) values++;
    else if (code === openArray || code === openObject) {
      values++;
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === closeArray || code === closeObject) depth--;
  }
  return { depth: deepest, values };
}

function stringEnd(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json.charCodeAt(before) === backslash) before--;
  return (at - before) % 2 === 0;
}
