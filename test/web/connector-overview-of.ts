import type { ConnectorOverview } from '../../src/api/overview.ts';
import { connectorStatus } from '../host/status-reports.ts';

/** A connector that is well, but for what is given. */
export function connectorOverviewOf(
  change: Partial<ConnectorOverview> & Pick<ConnectorOverview, 'id'>,
): ConnectorOverview {
  const named = {
    name: change.id,
    source: 'audit',
    tenant: 'https://api-acme.example',
    reason: 'Everything there was has been delivered.',
  };
  return {
    ...connectorStatus('Active', named),
    origin: 'saved',
    paused: null,
    beats: [],
    rate: Array.from({ length: 60 }, () => 0),
    deadLetters: 0,
    ...change,
  };
}

/** An error that needs a person. */
export const rejectedKey: NonNullable<ConnectorOverview['error']> = {
  kind: 'auth',
  code: 'AUTH-301',
  message: 'The key was rejected.',
  at: '2026-11-22T00:00:00.000Z',
  inARow: 1,
};
