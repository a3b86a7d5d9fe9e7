import type { ConnectorStatus } from './status-report.ts';
import type { StatusWord } from './status-word.ts';

const worstFirst: readonly StatusWord[] = [
  'Action required',
  'Retrying',
  'Throttled',
  'Inactive',
  'Pending',
  'Standby',
  'Paused',
  'Active (catching up)',
  'Active',
];

const troubles: ReadonlySet<StatusWord> = new Set(['Action required', 'Retrying', 'Throttled']);

/** One sentence over all connectors: how many have which word, and which one is worst off. */
export function rollUp(connectors: readonly ConnectorStatus[]): string {
  if (connectors.length === 0) return 'No connectors.';
  const counted = worstFirst
    .map((word) => ({ word, members: connectors.filter(({ status }) => status === word) }))
    .filter(({ members }) => members.length > 0);
  const parts = counted.map(({ word, members }) => `${members.length} ${word}`).toReversed();
  const total = `${connectors.length} connector${connectors.length === 1 ? '' : 's'}`;
  const worst = counted[0];
  const [first] = worst && troubles.has(worst.word) ? worst.members : [];
  const culprit = worst?.members.find(({ error }) => error !== null) ?? first;
  const fault = culprit ? ` ${culprit.name}: ${culprit.error?.message ?? culprit.reason}` : '';
  return `${total}: ${parts.join(', ')}.${fault}`;
}
