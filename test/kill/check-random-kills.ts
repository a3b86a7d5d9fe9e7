import { maxBatchRecords } from '../../src/contract/index.ts';
import type { Checks } from './checks.ts';
import type { RandomKills } from './kill-at-random.ts';
import { type Phase, phases } from './phase.ts';
import { endpointTroubles, tenantTroubles } from './troubles.ts';

const leastRecords = 10_000;

/** What must hold after many kills at random. */
export function checkRandomKills(
  { kills, strikes, aftermath }: RandomKills,
  wantedKills: number,
  checks: Checks,
): void {
  const { wanted, arrived, rejected, lost, spurious, confused, repeats } = aftermath;
  const inPhase = (phase: Phase) => kills.filter((kill) => kill.phase === phase).length;
  const fell = phases.map((phase) => `${inPhase(phase)} ${phase}`).join(', ');
  const [soonest, latest] = [Math.min, Math.max].map((pick) => Math.round(pick(...kills.map(({ atMs }) => atMs))));
  const spared = [...tenantTroubles, ...endpointTroubles].map(([name]) => name).filter((name) => !strikes.has(name));

  checks.check(
    `${kills.length} kills, ${soonest} to ${latest} ms after the first request of each life`,
    kills.length === wantedKills && kills.every(({ atMs }) => atMs >= 50 && atMs <= 1500),
  );
  checks.check(
    `kills fell in every phase: ${fell}`,
    phases.slice(0, 3).every((phase) => inPhase(phase) > 0),
  );
  checks.check(`every trouble struck: ${strikesText(strikes)}`, spared.length === 0, spared);
  checks.check(`the tenant holds ${wanted} records (${arrived} states of them arrived)`, wanted >= leastRecords);
  checks.check(
    `lost: ${lost.length} (${rejected} rejected by the endpoint and kept as dead letters)`,
    lost.length === 0,
    lost,
  );
  checks.check(`spurious or changed on the way: ${spurious.length}`, spurious.length === 0, spurious);
  checks.check(`records without an id of their own: ${confused.length}`, confused.length === 0, confused);
  const because = Object.entries(repeats.because).map(([reason, count]) => `${count} ${reason}`);
  checks.check(`repeated: ${repeats.records} (${because.join(', ')})`, repeats.records > 0);
  checks.check(
    `repeats for any other reason: ${repeats.unexcused.length}`,
    repeats.unexcused.length === 0,
    repeats.unexcused,
  );
  checks.check(
    `${repeats.kills} kills repeated what had been accepted, none more than ${repeats.mostOfAKill} records of a connector`,
    repeats.mostOfAKill <= maxBatchRecords,
  );
}

function strikesText(strikes: RandomKills['strikes']): string {
  return [...strikes].map(([name, count]) => `${name} ${count}`).join(', ');
}
