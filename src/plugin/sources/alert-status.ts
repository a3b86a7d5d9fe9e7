import type { JsonValue } from '../../contract/index.ts';
import { textOf } from './vendor-values.ts';

const other = 99;

type Words = readonly (readonly [pattern: RegExp, id: number])[];

/* By the readable text, such as `Prevented (Blocked)` and `Detected (Reported)`. OCSF 1.8.0, Security Control. */
const dispositions: Words = [
  [/^(prevented|blocked)/i, 2],
  [/^detected/i, 15],
  [/^allowed/i, 1],
];

/** Codes come with numbers: `BLOCKED_9`. */
const actions: Words = [
  [/^allowed/i, 1],
  [/^(blocked|prevented)/i, 2],
  [/^(detected|reported|scanned)/i, 3],
];

/** `STATUS_010_NEW` is the only one documented; others are told by their words. */
const statuses: Words = [
  [/new$/i, 1],
  [/under_investigation$|in_progress$/i, 2],
  [/resolved/i, 4],
];

export function alertDispositionId(value: JsonValue): number | undefined {
  return idOf(value, dispositions);
}

export function alertActionId(value: JsonValue): number | undefined {
  return idOf(value, actions);
}

export function alertStatusId(value: JsonValue): number | undefined {
  return idOf(value, statuses);
}

function idOf(value: JsonValue, words: Words): number | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : (words.find(([pattern]) => pattern.test(text))?.[1] ?? other);
}
