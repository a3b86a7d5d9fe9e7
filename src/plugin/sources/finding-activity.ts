const activities: ReadonlyMap<string, number> = new Map([
  ['created', 1],
  ['updated', 2],
  ['reopened', 2],
  ['enriched', 2],
  ['resolved', 3],
]);
const create = 1;

/** Create 1, Update 2 or Close 3, by the last word of an event's name; one that says nothing of it tells of a creation. */
export function findingActivity(eventName: string): number {
  return activities.get(eventName.slice(eventName.lastIndexOf('.') + 1)) ?? create;
}
