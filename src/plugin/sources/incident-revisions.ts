import type { RevisedItem } from '../revisions/revised-item.ts';
import { incidentFields } from './incident-fields.ts';
import { incidentEvents, isResolved } from './incident-record.ts';
import { timeMsOf } from './vendor-time.ts';
import { objectOf, textOf } from './vendor-values.ts';

/** Revisions of incidents. `creation_time` "keeps updating" by itself, `modification_time` moves with every change. */
export const incidentRevisions: RevisedItem = {
  shape: 'incident',
  events: incidentEvents,
  fields: incidentFields.map(({ field }) => field),
  drifting: ['creation_time', 'modification_time'],
  id: (item) => textOf(objectOf(item)?.['incident_id']),
  isResolved: (item) => isResolved(objectOf(item) ?? {}),
  createdMs: (item) => timeMsOf(objectOf(item)?.['creation_time']),
};
