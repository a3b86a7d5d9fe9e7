/** What a terminal might obey or be fooled by; JSON escapes only part of it. Line breaks are of the indentation alone. */
const unprintable = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/gu;

/** JSON that means the same and is harmless to a terminal; `indent` as JSON.stringify takes it. */
export function printableJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(unprintable, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
