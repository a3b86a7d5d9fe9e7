/** Characters. Nothing so short is worth keeping; nothing so long is the name of a setting, a variable or a file. */
const shortest = 8;
const longestName = 48;
const longestSegment = 64;

/**
 * A name from the file, fit for a message. Where a name is expected a key may stand by mistake (`api_key:…` without a
 * blank is a name to YAML): what is longer than names are, or holds other characters, is left out.
 */
export function shownName(name: string): string {
  if (name.length <= shortest || (/^\w[\w-]*$/.test(name) && name.length <= longestName)) return name;
  const [word = ''] = /^[a-z_]+(?=[:\s])/.exec(name) ?? [];
  return word.length <= longestName ? `${word}…` : '…';
}

/** The path of a file, without the parts that are too long to be names: a key that was taken for one. */
export function shownFile(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.length <= longestSegment ? segment : '…'))
    .join('/');
}
