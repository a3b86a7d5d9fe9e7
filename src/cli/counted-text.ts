/** `1 record`, `2 records`. */
export function countedText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
