/** `key_type` → `Key type`: for what has no words of its own. */
export function inWords(value: string | number | boolean): string {
  const words = String(value).replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
