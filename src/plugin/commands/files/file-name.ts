import { hash } from 'node:crypto';

/**
 * The name of a file, of our own words. Parts that are ids come from outside: what is more than lower-case letters,
 * digits, `_` and `-`, or is long, is cut down and told apart by its hash, and so is what looks like that. So no two lists of
 * parts have one name, not even where case does not count.
 */
export function fileName(command: string, ids: readonly string[], extension: string): string {
  return `${[command, ...ids.map(partOf)].join('.')}.${extension}`;
}

const longestPart = 40;

function partOf(id: string): string {
  if (/^[a-z0-9_-]+$/.test(id) && id.length <= longestPart && !/-x[0-9a-f]{24}$/.test(id)) return id;
  const readable = id.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, '_');
  return `${readable.slice(0, 12)}-x${hash('sha256', id).slice(0, 24)}`;
}
