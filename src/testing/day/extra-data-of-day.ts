import type { JsonObject } from '../faults/answer.ts';
import { seededRandom } from '../seeded-random.ts';
import type { ExtraData } from '../tenant/extra-data.ts';
import { believableExtraData } from './believable-extra-data.ts';
import type { Spice } from './happenings.ts';
import { hostileVersion } from './hostile-text.ts';

const textFields = ['description', 'actor_process_command_line', 'user_name'];

/**
 * Makes the extra data of an incident whenever it is asked for: a day of many incidents holds none of it. Its randomness
 * is its own, so that a day's records are the same whether or not somebody asks.
 */
export function extraDataOfDay(seed: number, { hostile = 0 }: Spice): (incident: JsonObject) => ExtraData {
  return (incident) => {
    const own = seed * 1_000_003 + Number(incident['incident_id']);
    const extra = believableExtraData(seededRandom(own), incident);
    const spice = seededRandom(own + 1_000_000_007);
    const spiced = (alert: JsonObject) => (spice.chance(hostile) ? hostileVersion(spice, alert, textFields) : alert);
    return { ...extra, alerts: extra.alerts.map(spiced) };
  };
}
