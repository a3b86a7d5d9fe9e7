import type { JsonValue } from '../../../contract/index.ts';
import type { WriteOutcome } from '../../cortex/create-write-api.ts';
import { notUnderstood } from '../../cortex/not-understood.ts';
import type { WritePath } from '../../cortex/write-paths.ts';
import { objectOf } from '../../sources/vendor-values.ts';
import type { WriteMeans } from '../command-definition.ts';

/**
 * Asks for an action on hosts. Accepted is what is answered with an object that tells of it, or with `true`; a reply of
 * `false`, null or nothing says no more than that somebody answered.
 */
export async function beginAction(
  path: WritePath,
  request: JsonValue,
  { change }: Pick<WriteMeans, 'change'>,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  const outcome = await change(path, { request_data: request }, signal);
  if (outcome.outcome !== 'done') return outcome;
  const reply = objectOf(outcome.body)?.['reply'];
  if (reply === true || objectOf(reply)) return outcome;
  return { outcome: 'unknown', error: notUnderstood(path) };
}
