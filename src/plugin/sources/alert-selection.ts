import type { SelectionTable } from '../selection/selection-table.ts';
import { detectors } from './detectors.ts';

/* Filters and words: Cortex XDR REST API, Get Alerts Multi-Events v2. */
export const alertSelection: SelectionTable = {
  alert_severity: {
    title: 'Only severity',
    description: 'Alerts of these severities: informational, low, medium, high, critical.',
    examples: ['high, critical'],
    key: 'severity',
    set: 'closed',
    known: ['informational', 'low', 'medium', 'high', 'critical'],
    ask: { filter: 'severity', words: 'known' },
  },
  alert_source: {
    title: 'Only source',
    description: 'Alerts that come from these detectors, as the alerts name them.',
    examples: ['XDR Agent, XDR Analytics BIOC'],
    key: 'source',
    set: 'open',
    known: detectors,
    // No `ask`: its like among the filters of incidents, alert_sources, finds nothing for two values and fails beside
    // another filter. Nobody says that this one does not, and we always ask with another, the time.
  },
};
