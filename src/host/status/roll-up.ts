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

/** One sentence over all connectors: how many have which word, and which one is worst off. */
export function rollUp(connectors: readonly ConnectorStatus[]): string {
  if (connectors.length === 0) return 'No connectors.';
  const counted = worstFirst
    .map((word) => ({ word, members: connectors.filter(({ status }) => status === word) }))
    .filter(({ members }) => members.length > 0);
  const parts = counted.map(({ word, members }) => `${members.length} ${word}`).toReversed();
  const total = `${connectors.length} connector${connectors.length === 1 ? '' : 's'}`;
  const worst = counted[0]?.members[0];
  const fault = worst && worst.error ? ` ${worst.name}: ${worst.error.message}` : '';
  return `${total}: ${parts.join(', ')}.${fault}`;
}
