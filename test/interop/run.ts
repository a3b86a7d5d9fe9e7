import { checkCollector } from './check-collector.ts';
import { checkOcsf } from './check-ocsf.ts';
import type { CheckResult } from './check-result.ts';
import { GoMissingError } from './collector-binary.ts';
import { PythonMissingError } from './python-missing-error.ts';

/*
 * What leaves, by the tools of others: the OpenTelemetry Collector, and a validator of the official schema of OCSF. Takes
 * the names of checks, all by default. Ends with one line `N passed, N failed`; exit code 3 when a check could not be
 * made for want of the Go or the Python it takes, and none failed.
 */

const checks = { collector: checkCollector, ocsf: checkOcsf } as const;

const mostShown = 20;
const notRun = 3;

const say = (line: string): void => console.log(line);

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !Object.hasOwn(checks, name));
  if (unknown.length > 0)
    throw new Error(`no check ${unknown.join(', ')}: there are ${Object.keys(checks).join(', ')}`);
  const results: CheckResult[] = [];
  let missing = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    try {
      results.push(...shown(await check(process.env, say)));
    } catch (error) {
      if (!(error instanceof GoMissingError || error instanceof PythonMissingError)) throw error;
      say(`${name}: not run. ${error.message}`);
      missing += 1;
    }
  }
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  say(`${results.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : missing > 0 ? notRun : 0;
}

function shown(results: readonly CheckResult[]): readonly CheckResult[] {
  for (const { name, summary, problems } of results) {
    say(`${name}: ${problems.length === 0 ? summary : `${problems.length} problems`}`);
    for (const problem of problems.slice(0, mostShown)) say(`  ${problem}`);
  }
  return results;
}

process.exitCode = await main(process.argv.slice(2));
