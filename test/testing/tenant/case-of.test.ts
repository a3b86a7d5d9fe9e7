import { describe, expect, test } from 'vitest';
import { believableCase, believableIncident, caseOf, seededRandom } from '../../../src/testing/index.ts';

const at = 1_772_000_000_000;
const incident = believableIncident(seededRandom(1), 42, at);

describe('a case', () => {
  test('has the id of its incident, as a number', () => {
    expect(caseOf(incident)['case_id']).toBe(42);
    expect(caseOf({ ...incident, incident_id: 'left-as-it-is' })['case_id']).toBe('left-as-it-is');
  });

  test('keeps what has kept its name, and counts issues where the incident counted alerts', () => {
    const { creation_time, modification_time, severity, hosts, alert_count, alert_categories } = incident;
    expect(caseOf(incident)).toMatchObject({
      creation_time,
      modification_time,
      severity,
      hosts,
      issue_count: alert_count,
      issue_categories: alert_categories,
      case_domain: 'Security',
    });
  });

  test('is named by its description where the incident has no name', () => {
    expect(caseOf({ ...incident, incident_name: '' })['case_name']).toBe(incident['description']);
    expect(caseOf({ ...incident, incident_name: 'Named' })['case_name']).toBe('Named');
  });

  test.each([
    ['new', 'NEW', null],
    ['under_investigation', 'UNDER_INVESTIGATION', null],
    ['resolved_true_positive', 'RESOLVED', 'RESOLVED_TRUE_POSITIVE'],
  ])('of an incident that is %s is %s, the reason apart', (status, status_progress, resolve_reason) => {
    expect(caseOf({ ...incident, status })).toMatchObject({ status_progress, resolve_reason });
  });

  test('has nothing that is not in a JSON answer', () => {
    const bare = caseOf({ incident_id: '1' });
    expect(JSON.parse(JSON.stringify(bare))).toEqual(bare);
  });
});

test('a believable case is the believable incident of the same random', () => {
  expect(believableCase(seededRandom(1), 42, at)).toEqual(caseOf(incident));
});
