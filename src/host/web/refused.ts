import type { Problem } from '../../api/problem.ts';

/** Thrown where a request is looked at no further: an HTTP status, and what to tell whoever asked. */
export class Refused extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 422 | 429;
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: Refused['status'], problem: Problem, headers: Refused['headers'] = {}) {
    super(problem.error);
    this.name = 'Refused';
    this.status = status;
    this.problem = problem;
    this.headers = headers;
  }
}
