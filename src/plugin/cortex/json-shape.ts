export interface JsonShape {
  /** Deepest nesting of arrays and objects. */
  readonly depth: number;
  /** Values it holds, at most: elements, members, and what contains them. */
  readonly values: number;
  /** Whether there may be a number that a double does not hold: one of sixteen digits, or with an exponent. */
  readonly largeNumbers: boolean;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [zero, nine, point, lowerE, upperE] = [0x30, 0x39, 0x2e, 0x65, 0x45];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A double holds every integer of fifteen digits. */
const largeFrom = 16;
/** So far from it that the digits behind a decimal point, which a double may round, do not lead there. */
const fraction = -1e9;

/** What parsing a text would build, found without building it. Skips strings, so it costs a fraction of parsing. */
export function jsonShape(json: string): JsonShape {
  let [depth, deepest, values, digits] = [0, 0, 1, 0];
  let largeNumbers = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code >= zero && code <= nine) {
      digits++;
      if (digits === largeFrom) largeNumbers = true;
      continue;
    }
    // The letter also ends `true` and `false`, where no digit comes before it.
    if (digits !== 0 && isExponent(code)) largeNumbers = true;
    digits = code === point ? fraction : 0;
    if (code === quote) at = stringEnd(json, at);
    else if (code === comma) values++;
    else if (opens(code)) {
      values++;
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (closes(code)) depth--;
  }
  return { depth: deepest, values, largeNumbers };
}

const isExponent = (code: number) => code === lowerE || code === upperE;
const opens = (code: number) => code === openArray || code === openObject;
const closes = (code: number) => code === closeArray || code === closeObject;

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
