import { collectorBinary, GoMissingError } from './collector-binary.ts';
import { scenario, type ScenarioResult, type Wire } from './scenario.ts';
import { stockedTenant } from './stocked-tenant.ts';

/*
 * Both sources through a real OpenTelemetry Collector, in every encoding and compression. Ends with one line
 * `N passed, N failed`; exit code 3 when there is neither a Collector nor the Go to build one.
 */

const wires: readonly Wire[] = (['json', 'protobuf'] as const).flatMap((encoding) =>
  (['none', 'gzip'] as const).map((compression) => ({ encoding, compression })),
);

const mostShown = 20;

async function main(): Promise<number> {
  const binary = await collectorBinary(process.env, (line) => console.log(line));
  const stocked = await stockedTenant(Date.now());
  const results: ScenarioResult[] = [];
  for (const wire of wires) {
    const result = await attempt(() => scenario(binary, stocked, wire));
    const problems = [...result.problems, ...changedUids(results[0], result)];
    results.push({ ...result, problems });
    console.log(`${wire.encoding}, ${wire.compression}: ${summary(stocked.expected.length, problems)}`);
    for (const problem of problems.slice(0, mostShown)) console.log(`  ${problem}`);
  }
  await stocked.tenant.close();
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
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

function summary(records: number, problems: readonly string[]): string {
  return problems.length === 0 ? `${records} records, all as the tenant held them` : `${problems.length} problems`;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof GoMissingError)) throw error;
  console.error(error.message);
  process.exitCode = 3;
}
