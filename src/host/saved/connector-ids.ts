/** Characters: what an id may have. */
const longest = 64;

/**
 * Ids of new connectors, of their names, in the same order: `SOC EU` is `soc-eu`, and `soc-eu-2` where that is taken. The
 * id is the key of a connector's state, so it does not follow a change of its name.
 */
export function connectorIds(names: readonly string[], taken: Iterable<string>): readonly string[] {
  const used = new Set(taken);
  return names.map((name) => {
    const id = firstFree(slugOf(name), used);
    used.add(id);
    return id;
  });
}

function firstFree(slug: string, used: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`;
    const id = slug.slice(0, longest - end.length) + end;
    if (!used.has(id)) return id;
  }
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? 'connector' : slug;
}
