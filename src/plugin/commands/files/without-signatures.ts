import type { JsonValue } from '../../../contract/index.ts';

/** Whoever has a signed link has the file: an answer that is kept must not be a way to it. */
export function withoutSignatures(answer: JsonValue): JsonValue {
  if (typeof answer === 'string') return isLink.test(answer) ? answer.replace(/[?#].*$/s, '?[withheld]') : answer;
  if (typeof answer !== 'object' || answer === null) return answer;
  if (Array.isArray(answer)) return answer.map(withoutSignatures);
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, withoutSignatures(value)]));
}

/** Also one that is relative, and one with blanks before it: both are followed. */
const isLink = /^\s*(?:https?:|\/)/i;
