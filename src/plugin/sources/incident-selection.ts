import type { SelectionTable } from '../selection/selection-table.ts';
import { detectors } from './detectors.ts';

/* Filters and words: Cortex XDR REST API, Get Incidents. */
export const incidentSelection: SelectionTable = {
  incident_status: {
    title: 'Only status',
    description:
      'Incidents in these states; resolved means each of its kinds. A change to another state is not delivered.',
    examples: ['new, under_investigation', 'resolved'],
    key: 'status',
    // Tenants answer with kinds of resolved that no document names.
    set: 'open',
    known: [
      'new',
      'under_investigation',
      'resolved',
      'resolved_known_issue',
      'resolved_duplicate',
      'resolved_duplicate_incident',
      'resolved_false_positive',
      'resolved_true_positive',
      'resolved_security_testing',
      'resolved_other',
      'resolved_auto',
      'resolved_auto_resolve',
      'resolved_threat_handled',
    ],
    beginnings: ['resolved'],
    // `in` is in no document, but in use by the vendor's own client.
    ask: { filter: 'status', words: 'known', single: 'eq' },
  },
  incident_severity: {
    title: 'Only severity',
    description:
      'Incidents of these severities: informational, low, medium, high, critical, unknown. What an analyst has set counts.',
    examples: ['high, critical'],
    key: 'severity',
    overriddenBy: 'manual_severity',
    set: 'closed',
    known: ['informational', 'low', 'medium', 'high', 'critical', 'unknown'],
    // No `ask`: the document of Cortex XDR has no such filter, that of another product mentions it.
  },
  incident_source: {
    title: 'Only source',
    description: 'Incidents with alerts of these detectors, as the incidents name them.',
    examples: ['XDR Agent, XDR Analytics'],
    key: 'incident_sources',
    set: 'open',
    known: detectors,
    // No `ask`: alert_sources finds nothing for two values, and fails beside another filter.
  },
  incident_starred: {
    title: 'Only starred',
    description: 'yes: incidents with a star. no: those without. any: both.',
    key: 'starred',
    set: 'yes or no',
    known: [],
    ask: { filter: 'starred', words: 'known' },
  },
};
