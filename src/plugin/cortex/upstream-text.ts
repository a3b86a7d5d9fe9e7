const longest = 200;
/** Control characters, line and paragraph separators, and what turns the direction of text or hides in it. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** Hides secrets in a text. */
export type Redact = (text: string) => string;

/** Something the other side said, fit for a message: one line, at most 200 characters, no secret. */
export function upstreamText(text: string, redact: Redact): string {
  // Secrets first: one that is cut in two would no longer be recognised.
  const plain = redact(text.slice(0, 64 * 1024).replace(unprintable, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).toWellFormed()}…`;
}
