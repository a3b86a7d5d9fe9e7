interface Marks {
  /** Two entries of a list. */
  readonly between: string;
  /** A name and what goes by it. */
  readonly after: string;
}

/** A value as people read it: a list entry by entry, a thing name by name, what goes deeper as JSON. */
export function valueText(value: unknown, { between, after }: Marks): string {
  if (isScalar(value)) return scalarText(value);
  const entries = Object.entries(value as object);
  if (!entries.every(([, each]) => isScalar(each))) return JSON.stringify(value);
  const texts = entries.map(([name, each]) => `${Array.isArray(value) ? '' : name + after}${scalarText(each)}`);
  return texts.join(between);
}

export function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
