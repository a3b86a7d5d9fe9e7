/** The same object without the keys whose value is undefined. */
export function dropUndefined<Value>(object: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const defined: Record<string, Value> = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) defined[key] = value;
  return defined;
}
