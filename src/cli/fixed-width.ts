import textWidth from 'fast-string-width';

/** The text in exactly so many columns of a terminal, where letters of East Asia take two: cut with `…`, or padded. */
export function fixedWidth(text: string, columns: number): string {
  const shown = textWidth(text) <= columns ? text : cut(text, columns);
  return shown + ' '.repeat(Math.max(0, columns - textWidth(shown)));
}

/** Between letters as people see them, however many code points one has. */
function cut(text: string, columns: number): string {
  let shown = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (textWidth(`${shown}${segment}…`) > columns) break;
    shown += segment;
  }
  return `${shown}…`;
}
