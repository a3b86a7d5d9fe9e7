import type { Problem } from '../../api/problem.ts';

/** Why the console cannot do what it was asked to: an HTTP status and what to tell whoever asked. */
export class ConsoleProblem extends Error {
  readonly status: 400 | 403 | 404 | 409 | 412 | 422 | 428 | 429 | 503;
  readonly problem: Problem;

  constructor(status: ConsoleProblem['status'], problem: Problem) {
    super(problem.error);
    this.name = 'ConsoleProblem';
    this.status = status;
    this.problem = problem;
  }
}
