/** Assertions that are printed as they are made. */
export interface Checks {
  /** One assertion; `problems` are shown where it does not hold, the first few of them. */
  check(claim: string, holds: boolean, problems?: readonly string[]): void;
  /** Prints `N passed, N failed`; true when none failed. */
  finish(): boolean;
}

const mostProblems = 10;

export function createChecks(print: (line: string) => void): Checks {
  const counts = { passed: 0, failed: 0 };
  return {
    check(claim, holds, problems = []) {
      counts[holds ? 'passed' : 'failed'] += 1;
      print(`${holds ? 'ok    ' : 'FAILED'} ${claim}`);
      if (holds) return;
      for (const problem of problems.slice(0, mostProblems)) print(`         ${problem}`);
      if (problems.length > mostProblems) print(`         and ${problems.length - mostProblems} more`);
    },
    finish() {
      print(`${counts.passed} passed, ${counts.failed} failed`);
      return counts.failed === 0 && counts.passed > 0;
    },
  };
}
