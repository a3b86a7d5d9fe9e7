import type { JsonValue } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';

const mask = '•••';
/** Deeper than any record that a person reads. */
const deepest = 32;
/** Of a value as JSON text: what is shown of one that is longer. */
const longest = 32_768;

/**
 * A vendor's data for people to look at: known secrets are masked by value, what has a name that smells of one is masked
 * altogether, and what is too large to be looked at is cut.
 */
export function maskedJson(value: JsonValue, redactor: Pick<Redactor, 'redact'>, most = longest): JsonValue {
  const masked = maskedWhole(value, redactor);
  const text = JSON.stringify(masked);
  return text.length <= most ? masked : `${text.slice(0, most).toWellFormed()}… (${text.length} characters)`;
}

/** As {@link maskedJson}, however large it is. */
export function maskedWhole(value: JsonValue, redactor: Pick<Redactor, 'redact'>): JsonValue {
  return maskedValue(value, redactor, 0);
}

function maskedValue(value: JsonValue, redactor: Pick<Redactor, 'redact'>, depth: number): JsonValue {
  if (typeof value === 'string') return redactor.redact(value);
  if (typeof value === 'number') return maskedNumber(value, redactor);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '…';
  if (isList(value)) return value.map((each) => maskedValue(each, redactor, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      redactor.redact(key),
      smellsOfSecret(key) && holdsSomething(each) ? mask : maskedValue(each, redactor, depth + 1),
    ]),
  );
}

/** `Array.isArray` knows nothing of lists that are read only. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function maskedNumber(value: number, redactor: Pick<Redactor, 'redact'>): JsonValue {
  const text = String(value);
  const masked = redactor.redact(text);
  return masked === text ? value : masked;
}

/** `api_key`, `x-auth-token`, `userPassword`; not `key_id`, `authentication_method`, `tokens_used`. */
function smellsOfSecret(key: string): boolean {
  return /pass(word|wd|phrase|code)|secret|credential|(api|access|private|session|encryption)[-_. ]?key$|token$|^authorization$|cookie$|jwt$/i.test(
    key,
  );
}

function holdsSomething(value: JsonValue): boolean {
  return value !== null && value !== '' && typeof value !== 'boolean';
}
