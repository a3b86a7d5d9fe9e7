import { InvalidArgumentError } from 'commander';

/** `incident_id=42`, `endpoint_ids=["a","b"]`: the value as JSON where it is some, else as text. Several of one name are a list. */
export function parseSet(
  text: string,
  before: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const [, name = '', value = ''] = /^([\w.-]+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('It must be a parameter and its value, such as incident_id=42.');
  const given = jsonOrText(value);
  const earlier = Object.hasOwn(before, name) ? [before[name]].flat() : undefined;
  return { ...before, [name]: earlier ? [...earlier, given].flat() : given };
}

function jsonOrText(value: string): unknown {
  try {
    const parsed = JSON.parse(value) as unknown;
    // An id with more digits than a number holds stays what was typed.
    return typeof parsed === 'number' && String(parsed) !== value ? value : parsed;
  } catch {
    return value;
  }
}
