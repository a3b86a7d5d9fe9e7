import { type Finding, ok, warning } from './finding.ts';
import type { KeyFacts } from './key-facts.ts';
import type { Reading } from './read-one.ts';
import { inDays, soonDays, wholeDays } from './whole-days.ts';

/** Whether an answer shows that the key was recognised: who lacks a right or a licence has been. */
export function showsAcceptedKey({ error }: Pick<Reading, 'error'>): boolean {
  return error === undefined || error.kind === 'permission' || error.kind === 'license';
}

/** What to say of an accepted key. `nowMs` is the time of Cortex. */
export function judgeKey(
  { findings: { keyType } }: Pick<Reading, 'findings'>,
  facts: KeyFacts | undefined,
  nowMs: number,
): Finding {
  const accepted = keyType === 'advanced' ? 'The Advanced key is accepted' : 'The key is accepted as it is (Standard)';
  // XSOAR 6 keys have neither level nor expiry.
  if (!facts) return ok('The key is accepted.');
  if (facts.expires === undefined) return ok(`${accepted}; the API does not tell it when it expires.`);
  if (facts.expires === 'never') return ok(`${accepted} and does not expire.`);
  const days = wholeDays(nowMs, facts.expires);
  const text = `${accepted} and expires in ${inDays(days)}, on ${new Date(facts.expires).toISOString().slice(0, 10)}.`;
  const finding =
    days >= soonDays ? ok(text) : warning(text, 'Create a new key and put it in place of this one before that day.');
  return { ...finding, expires: { what: 'The API key', at: new Date(facts.expires).toISOString() } };
}
