import type { CheckResult } from './check-result.ts';
import { collectorBinary } from './collector-binary.ts';
import { scenario, type ScenarioResult, type Wire } from './scenario.ts';
import { stockedTenant } from './stocked-tenant.ts';

const wires: readonly Wire[] = (['json', 'protobuf'] as const).flatMap((encoding) =>
  (['none', 'gzip'] as const).map((compression) => ({ encoding, compression })),
);

/** Both sources through a real OpenTelemetry Collector, in every encoding and compression. */
export async function checkCollector(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<readonly CheckResult[]> {
  const binary = await collectorBinary(env, say);
  const stocked = await stockedTenant(Date.now());
  const results: CheckResult[] = [];
  let first: ScenarioResult | undefined;
  for (const wire of wires) {
    const result = await attempt(() => scenario(binary, stocked, wire));
    results.push({
      name: `${wire.encoding}, ${wire.compression}`,
      summary: `${stocked.expected.length} records, all as the tenant held them`,
      problems: [...result.problems, ...changedUids(first, result)],
    });
    first ??= result;
  }
  await stocked.tenant.close();
  return results;
}

async function attempt(run: () => Promise<ScenarioResult>): Promise<ScenarioResult> {
  try {
    return await run();
  } catch (error) {
    return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)], uids: new Map() };
  }
}

/** The same vendor record has the same id in every life, whatever it travels in. */
function changedUids(first: ScenarioResult | undefined, { uids }: ScenarioResult): readonly string[] {
  const before = first?.uids ?? new Map<string, string>();
  const changed = [...uids].filter(([key, uid]) => before.has(key) && before.get(key) !== uid);
  return changed.map(([key]) => `${key}: another log.record.uid than in the first scenario`);
}
