import { listOf } from '../input/list-of.ts';

/** Ids of incidents: digits, as texts or numbers. */
export function incidentIds(done: 'read' | 'changed') {
  return listOf({ what: 'ids of incidents', most: 100 })
    .refine((ids) => ids.every((id) => /^\d{1,19}$/.test(id)), { error: 'must be numbers, such as 891' })
    .meta({
      title: 'Incident IDs',
      description: `The incidents that are ${done}, 100 at most: rawData.reply.incidents[*].incident_id of fetch-incident.`,
      examples: [['891', '892']],
    });
}
