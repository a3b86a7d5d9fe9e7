import { expect, test } from 'vitest';
import { openSelection } from '../../../src/plugin/selection/open-selection.ts';
import { caseAsIncident } from '../../../src/plugin/sources/case-as-incident.ts';
import { incidentSelection } from '../../../src/plugin/sources/incident-selection.ts';
import { issueAsAlert } from '../../../src/plugin/sources/issue-as-alert.ts';

test.each([
  ['NEW', null, 'new'],
  ['UNDER_INVESTIGATION', null, 'under_investigation'],
  ['Under Investigation', null, 'under_investigation'],
  ['RESOLVED', 'RESOLVED_TRUE_POSITIVE', 'resolved_true_positive'],
  ['RESOLVED', 'STATUS_060_RESOLVED_FALSE_POSITIVE', 'resolved_false_positive'],
  ['Resolved', 'Resolved - Known Issue', 'resolved_known_issue'],
  ['RESOLVED', 'DUPLICATE', 'resolved_duplicate'],
  ['RESOLVED', null, 'resolved'],
  [null, null, null],
])('a case that is %s for %s has the status %s', (status_progress, resolve_reason, status) => {
  expect(caseAsIncident({ case_id: 7, status_progress, resolve_reason })).toMatchObject({ incident_id: '7', status });
});

test('an incident stays what it is, and so does what is neither', () => {
  for (const item of [{ incident_id: '7', status: 'new' }, { name: 'x' }, [], null, 'text']) {
    expect(caseAsIncident(item)).toBe(item);
    expect(issueAsAlert(item)).toBe(item);
  }
});

test('an alert, which has the id of its case, stays what it is', () => {
  const alert = { alert_id: '5', case_id: 7, severity: 'high' };
  expect(issueAsAlert(alert)).toBe(alert);
});

test('a key called __proto__ is kept as any other', () => {
  for (const words of [caseAsIncident, issueAsAlert]) {
    const item = JSON.parse('{"case_id": 7, "id": 7, "__proto__": "x"}');
    expect(Object.entries(words(item) as object)).toContainEqual(['__proto__', 'x']);
  }
});

test('cases are selected by the words of incidents', () => {
  const { selects } = openSelection(incidentSelection, { incident_status: ['resolved'], incident_severity: ['high'] });
  const found = { case_id: 7, status_progress: 'RESOLVED', resolve_reason: 'RESOLVED_OTHER', severity: 'HIGH' };
  expect(selects(caseAsIncident(found))).toBe(true);
  expect(selects(caseAsIncident({ ...found, severity: 'LOW' }))).toBe(false);
  expect(selects(caseAsIncident({ ...found, status_progress: 'NEW', resolve_reason: null }))).toBe(false);
});
