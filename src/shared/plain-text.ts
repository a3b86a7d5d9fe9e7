/** Control characters (ESC begins colours and worse), line separators, and what turns the direction of text or hides in it. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]+/gu;

/** The text on one line, harmless to a terminal: what would control it becomes a space. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(unprintable, ' ');
}
