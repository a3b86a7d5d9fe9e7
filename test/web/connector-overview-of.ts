import type { ConnectorOverview } from '../../src/api/overview.ts';

const none = {
  fetched: 0,
  accepted: 0,
  rejected: 0,
  deadLettered: 0,
  duplicates: 0,
  restricted: 0,
  unmapped: 0,
  overlapShortened: 0,
  requests: 0,
  exports: 0,
  polls: 0,
  failures: 0,
};

/** A connector that is well, but for what is given. */
export function connectorOverviewOf(
  change: Partial<ConnectorOverview> & Pick<ConnectorOverview, 'id'>,
): ConnectorOverview {
  return {
    name: change.id,
    source: 'audit',
    tenant: 'https://api-acme.example',
    destination: 'http://127.0.0.1:4318',
    status: 'Active',
    reason: 'Everything there was has been delivered.',
    error: null,
    lastPollAt: null,
    lastSuccessAt: null,
    lastEventAt: null,
    lagMs: null,
    nextAttemptAt: null,
    recordsPerSecond: 0,
    counters: none,
    history: null,
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
