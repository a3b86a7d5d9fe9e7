import type { Clock } from '../contract/index.ts';
import { people } from './day/cast.ts';
import { eventsOfDay } from './day/events-of-day.ts';
import { extraDataOfDay } from './day/extra-data-of-day.ts';
import { hostsOfDay } from './day/hosts-of-day.ts';
import { createHappenings, type Happenings, type Spice } from './day/happenings.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';
import type { TenantModel } from './tenant-model.ts';

export interface BelievableDayOptions extends Spice {
  readonly model: TenantModel;
  /** Same seed and same calls, same day. Default 1. */
  readonly seed?: number;
  /** Share of happenings that change many incidents in one millisecond, 0 (default) to 1. */
  readonly bulkChanges?: number;
  /** How many incidents such a change takes. Default 130: more than a page. */
  readonly bulk?: number;
}

export interface DayCounts {
  /** Default 240. */
  readonly incidents?: number;
  /** Default 600. */
  readonly audits?: number;
  /** Default 0. */
  readonly xsoar6Audits?: number;
}

/** A working day of a made-up company, happening in a tenant. Its incidents have alerts, artifacts and hosts, too. */
export interface BelievableDay {
  /** Fills in the 24 hours before `endMs`, epoch milliseconds; half of its incidents have been worked on. */
  fill(endMs: number, counts?: DayCounts): void;
  /** Lets one thing happen at `nowMs`: a new incident, a change of one, a few audit entries, or a bulk change. */
  happen(nowMs: number): void;
  /** Lets things happen, one every `everyMs` on average, until the signal is aborted; then it resolves. */
  keepChanging(clock: Clock, everyMs: number, signal: AbortSignal): Promise<void>;
}

const dayMs = 86_400_000;

export function createBelievableDay(options: BelievableDayOptions): BelievableDay {
  const random = seededRandom(options.seed ?? 1);
  const happenings = createHappenings(options.model, random, options);
  options.model.xql.otherwise({ rows: eventsOfDay(options.seed ?? 1) });
  options.model.extraData.otherwise(extraDataOfDay(options.seed ?? 1, options));

  function happen(nowMs: number): void {
    const recent = [...happenings.incidents().keys()];
    if (random.chance(options.bulkChanges ?? 0)) {
      for (const id of recent.slice(-(options.bulk ?? 130))) happenings.changeIncident(nowMs, id);
    } else if (random.chance(0.3)) {
      happenings.openIncident(nowMs);
    } else if (random.chance(0.4) && recent.length > 0) {
      happenings.changeIncident(nowMs, random.pick(recent.slice(-50)));
    } else {
      for (let left = random.integer(1, 3); left > 0; left -= 1) happenings.writeAudit(nowMs);
    }
    if (random.chance(0.2)) happenings.writeXsoar6Audit(nowMs);
  }

  return {
    fill: (endMs, counts = {}) => {
      for (const { mail, name } of people) options.model.users.put(mail, name);
      for (const host of hostsOfDay(options.seed ?? 1, endMs)) options.model.hosts.put(host);
      const moments = (count: number) => momentsOfDay(random, endMs, count);
      for (const timeMs of moments(counts.incidents ?? 240)) happenings.openIncident(timeMs);
      for (const timeMs of moments(counts.audits ?? 600)) happenings.writeAudit(timeMs);
      for (const timeMs of moments(counts.xsoar6Audits ?? 0)) happenings.writeXsoar6Audit(timeMs);
      workThrough(happenings, random, endMs);
    },
    happen,
    keepChanging: async (clock, everyMs, signal) => {
      while (!signal.aborted) {
        await clock.sleep(everyMs * (0.5 + random.fraction()), signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
        if (!signal.aborted) happen(clock.now());
      }
    },
  };
}

/** Mostly in working hours: the mean of three even draws lies around the middle of the day. */
function momentsOfDay(random: SeededRandom, endMs: number, count: number): readonly number[] {
  const shareOfDay = () => (random.fraction() + random.fraction() + random.fraction()) / 3;
  const moments = Array.from({ length: count }, () => Math.floor(endMs - dayMs * shareOfDay()));
  return moments.toSorted((a, b) => a - b);
}

function workThrough(happenings: Happenings, random: SeededRandom, endMs: number): void {
  for (const id of happenings.incidents().keys()) {
    for (let chance = 0.5; random.chance(chance); chance /= 2) {
      const beforeMs = Number(happenings.incidents().get(id)?.['modification_time']);
      happenings.changeIncident(Math.min(endMs, beforeMs + random.integer(1, 3_600_000)), id);
    }
  }
}
