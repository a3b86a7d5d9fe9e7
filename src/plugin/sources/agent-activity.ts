import { type Activities, activityOf } from './activity-of.ts';
import { type JsonObject, textOf } from './vendor-values.ts';

/* Activities of OCSF 1.8.0, Application Lifecycle. */
const activities: Activities = [
  [/\b(upgrade|update)/i, 8],
  [/\b(uninstall|remov)/i, 2],
  [/\binstall/i, 1],
  [/\brestart/i, 5],
  [/\bstart/i, 3],
  [/\bstop/i, 4],
  [/\benable/i, 6],
  [/\bdisable/i, 7],
];

/** The activity that an agent reports, by TYPE and SUBTYPE, such as `Installation Upgrade` and `Agent Service Stop`. */
export function agentActivity(report: JsonObject): number {
  const said = [textOf(report['TYPE']), textOf(report['SUBTYPE'])].filter((text) => text !== undefined);
  return activityOf(said.length > 0 ? said.join(' ') : undefined, activities);
}
