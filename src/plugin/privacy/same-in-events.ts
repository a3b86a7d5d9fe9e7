import type { PrivacyRule } from './privacy-rules.ts';

const within = 'events.';

/**
 * The rules, and the same ones where another version of an endpoint has the field: what an alert has at the top in the
 * second version (a list, an entry for each event), it has in the objects of `events` in the first (Cortex XDR REST API,
 * Get Alerts Multi-Events). A rule that is written for a place holds there; to keep is never said of more than was written.
 */
export function sameInEvents(rules: readonly PrivacyRule[]): readonly PrivacyRule[] {
  const written = new Set(rules.map(({ path }) => path));
  const others = rules
    .filter(({ path, action }) => action !== 'keep' && !path.startsWith('*'))
    .map(({ path, action }) => ({ path: counterpart(path), action }))
    .filter(({ path }) => !written.has(path) && !path.startsWith('*'));
  return [...rules, ...others];
}

function counterpart(path: string): string {
  return path.startsWith(within) ? path.slice(within.length) : `${within}${path}`;
}
