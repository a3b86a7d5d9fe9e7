import type { Problem } from '../../api/problem.ts';

/** Why the server did not do what it was asked to; status 0 when it was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** After how many seconds to ask again, where the server says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.error);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Whatever was thrown, as something that can be shown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return { error: error instanceof Error ? error.message : String(error) };
}
