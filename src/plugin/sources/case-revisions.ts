import type { SweptItem } from '../revisions/drop-unchanged.ts';
import type { RevisedItem } from '../revisions/revised-item.ts';
import { caseAsIncident, isCase, isResolvedCase } from './case-as-incident.ts';
import { caseFields } from './case-fields.ts';
import { incidentEvents } from './incident-record.ts';
import { incidentRevisions } from './incident-revisions.ts';
import { timeMsOf } from './vendor-time.ts';
import { objectOf, textOf } from './vendor-values.ts';

/** Revisions of cases, told with the events of incidents: the id of a case is that of the incident it was. */
export const caseRevisions: RevisedItem = {
  shape: 'case',
  events: incidentEvents,
  fields: caseFields.map(({ field }) => field),
  drifting: ['creation_time', 'modification_time'],
  id: (item) => {
    const found = objectOf(item);
    return found && isCase(found) ? textOf(found['case_id']) : undefined;
  },
  isResolved: (item) => isResolvedCase(objectOf(item) ?? {}),
  createdMs: (item) => timeMsOf(objectOf(item)?.['creation_time']),
};

/** Cases of a tenant that had incidents before: since then one without a name is named by its description, and says why it is resolved. */
export const sweptCases: SweptItem = {
  kind: caseRevisions,
  older: { kind: incidentRevisions, inItsWords: caseAsIncident, incomparable: ['incident_name', 'resolve_reason'] },
};
