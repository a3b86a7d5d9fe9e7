import type { JsonValue } from '../../contract/index.ts';

type Step = { readonly text: string } | { readonly value: JsonValue };

/** JSON text of a value of any depth: `JSON.stringify` overflows the stack on what `JSON.parse` reads without trouble. */
export function jsonText(value: JsonValue): string {
  const parts: string[] = [];
  const stack: Step[] = [{ value }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ('text' in step) parts.push(step.text);
    else if (typeof step.value === 'object' && step.value !== null) stack.push(...stepsOf(step.value));
    else parts.push(scalarText(step.value));
  }
  return parts.join('');
}

/** What a container is made of, last first. */
function stepsOf(container: Exclude<JsonValue, string | number | boolean | null>): Step[] {
  const isList = Array.isArray(container);
  const steps: Step[] = [{ text: isList ? ']' : '}' }];
  const entries = Object.entries<JsonValue>(container as { readonly [key: string]: JsonValue });
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const [key, value] = entries[index] ?? ['', null];
    steps.push({ value });
    const comma = index === 0 ? '' : ',';
    steps.push({ text: isList ? comma : `${comma}${JSON.stringify(key)}:` });
  }
  steps.push({ text: isList ? '[' : '{' });
  return steps;
}

/** JSON has no word for NaN and the infinities: they travel as text. */
function scalarText(value: string | number | boolean | null): string {
  return typeof value === 'number' && !Number.isFinite(value) ? JSON.stringify(String(value)) : JSON.stringify(value);
}
