import type { Problem } from '../../api/problem.ts';
import { isConnectorError, type Logger, type Random } from '../../contract/index.ts';
import { ConsoleProblem } from '../console/console-problem.ts';
import { Refused } from './refused.ts';

export interface ProblemParts {
  readonly logger: Pick<Logger, 'error'>;
  readonly random: Pick<Random, 'token'>;
}

/** What is answered when a request has failed. What nobody expected is logged, and answered with the id of its line. */
export function problemOf(error: unknown, path: string, { logger, random }: ProblemParts): Response {
  if (error instanceof Refused) return answer(error.status, error.problem, error.headers);
  if (error instanceof ConsoleProblem) return answer(error.status, error.problem);
  if (isConnectorError(error)) {
    const { message, code, remedy } = error;
    return answer(503, {
      error: message,
      ...(code !== undefined && { code }),
      ...(remedy !== undefined && { remedy }),
    });
  }
  const id = random.token(12);
  logger.error({ id, path, stack: error instanceof Error ? error.stack : String(error) }, 'a web request failed');
  return answer(500, { error: 'internal error', id });
}

function answer(status: number, problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(problem, { status, headers });
}
