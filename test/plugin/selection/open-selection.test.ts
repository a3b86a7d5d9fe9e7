import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { openSelection } from '../../../src/plugin/selection/open-selection.ts';
import type { Selection } from '../../../src/plugin/selection/selection-table.ts';
import { agentAuditSelection } from '../../../src/plugin/sources/agent-audit-selection.ts';
import { alertSelection } from '../../../src/plugin/sources/alert-selection.ts';
import { auditSelection } from '../../../src/plugin/sources/audit-selection.ts';
import { incidentSelection } from '../../../src/plugin/sources/incident-selection.ts';

describe('what the API is asked for', () => {
  const all = { ...incidentSelection, ...alertSelection, ...auditSelection, ...agentAuditSelection };

  test.for<[what: string, selection: Selection, filters: readonly unknown[]]>([
    ['nothing, where nothing was chosen', {}, []],
    [
      'one state by the operator that is documented',
      { incident_status: ['new'] },
      [{ field: 'status', operator: 'eq', value: 'new' }],
    ],
    [
      'several states at once',
      { incident_status: ['new', 'under_investigation'] },
      [{ field: 'status', operator: 'in', value: ['new', 'under_investigation'] }],
    ],
    ['no kind of resolved, for there are more than are known', { incident_status: ['new', 'resolved'] }, []],
    ['no state that is not known', { incident_status: ['new', 'resolved_risk_accepted'] }, []],
    ['a star', { incident_starred: ['no'] }, [{ field: 'starred', operator: 'eq', value: false }]],
    ['no severity of incidents', { incident_severity: ['high'] }, []],
    ['the severity of alerts', { alert_severity: ['high'] }, [{ field: 'severity', operator: 'in', value: ['high'] }]],
    ['no source of alerts', { alert_source: ['XDR Agent'] }, []],
    [
      'types and results of audits, AND-ed',
      { audit_type: ['AUTH', 'API_KEY'], audit_result: ['FAIL'] },
      [
        { field: 'type', operator: 'in', value: ['AUTH', 'API_KEY'] },
        { field: 'result', operator: 'in', value: ['FAIL'] },
      ],
    ],
    [
      'a sub-type in each case it may have',
      { audit_sub_type: ['Command - War Room'] },
      [
        {
          field: 'sub_type',
          operator: 'in',
          value: ['Command - War Room', 'command - war room', 'COMMAND - WAR ROOM'],
        },
      ],
    ],
    ['no sub-type that is not known', { audit_sub_type: ['Login', 'LogIn2FA'] }, []],
    [
      'an address as it is written, and in the cases it may have',
      { audit_email: ['Anna.Li@acme.example'] },
      [
        {
          field: 'email',
          operator: 'in',
          value: ['Anna.Li@acme.example', 'anna.li@acme.example', 'ANNA.LI@ACME.EXAMPLE', 'Anna.Li@Acme.Example'],
        },
      ],
    ],
  ])('%s', ([, selection, filters]) => {
    expect(openSelection(all, selection).filters).toEqual(filters);
  });
});

describe('what of an answer counts', () => {
  test.for<[selected: boolean, selection: Selection, item: JsonValue]>([
    [true, {}, { status: 'new' }],
    [true, { incident_severity: ['high'] }, { severity: 'low', manual_severity: 'high' }],
    [false, { incident_severity: ['high'] }, { severity: 'high', manual_severity: 'low' }],
    [true, { incident_severity: ['high'] }, { severity: 'HIGH', manual_severity: null }],
    [true, { incident_severity: ['high'] }, { severity: 'high', manual_severity: '' }],
    [true, { incident_status: ['new'] }, { status: 'NEW' }],
    [false, { incident_status: ['new'] }, { status: 'newer' }],
    [true, { incident_status: ['resolved'] }, { status: 'resolved_risk_accepted' }],
    [false, { incident_status: ['resolved'] }, { status: 'under_investigation' }],
    [false, { incident_status: ['resolved_other'] }, { status: 'resolved_other_reason' }],
    [true, { incident_severity: ['high', 'critical'] }, { severity: ['critical'] }],
    [false, { incident_severity: ['high'] }, { severity: null }],
    [true, { incident_starred: ['yes'] }, { starred: 'Yes' }],
    [false, { incident_starred: ['yes'] }, { starred: false }],
    [true, { incident_status: ['new'], incident_starred: ['no'] }, { status: 'new', starred: false }],
    [false, { incident_status: ['new'], incident_starred: ['no'] }, { status: 'new', starred: true }],
  ])('%s: %j of %j', ([selected, selection, item]) => {
    expect(openSelection(incidentSelection, selection).selects(item)).toBe(selected);
  });

  test('an item that does not say, but was named by the API, counts', () => {
    expect(openSelection(incidentSelection, { incident_starred: ['no'] }).selects({})).toBe(true);
    expect(openSelection(auditSelection, { audit_sub_type: ['Brand New'] }).selects({})).toBe(false);
  });

  test.for<JsonValue>([null, 'text', ['list'], { severity: { word: 'low' } }, { severity: [['low']] }])(
    'what cannot be judged counts: %j',
    (item) => {
      expect(openSelection(incidentSelection, { incident_severity: ['high'] }).selects(item)).toBe(true);
    },
  );
});
