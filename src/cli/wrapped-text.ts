/**
 * Lines of at most 80 columns; a word that is longer has a line of its own. The first line begins with `head`, the others
 * with `indent`.
 */
export function wrappedText(text: string, indent: string, head = indent): readonly string[] {
  const lines = [head];
  let isFresh = true;
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (!isFresh && last.length + 1 + word.length > 80) lines.push(indent + word);
    else lines[lines.length - 1] = isFresh ? last + word : `${last} ${word}`;
    isFresh = false;
  }
  return lines;
}
