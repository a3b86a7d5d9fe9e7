import { ConnectorError, type JsonValue } from '../../../contract/index.ts';
import { objectOf, textOf } from '../../sources/vendor-values.ts';
import type { ReadMeans } from '../command-definition.ts';
import { numberIfExact } from '../input/number-if-exact.ts';

const path = '/public_api/v1/actions/get_action_status';

export interface ActionStatus {
  readonly answer: JsonValue;
  /** By endpoint id: `PENDING`, `COMPLETED_SUCCESSFULLY`, … */
  readonly statuses: Readonly<Record<string, string>>;
  /** By endpoint id: what the API says of those that failed. */
  readonly reasons: Readonly<Record<string, JsonValue>>;
}

/** How far the hosts of an action are (Cortex XDR REST API, Get Action Status). @throws ConnectorError */
export async function readActionStatus(
  actionId: JsonValue,
  { ask }: Pick<ReadMeans, 'ask'>,
  signal: AbortSignal,
): Promise<ActionStatus> {
  const digits = textOf(actionId) ?? '';
  const answer = await ask(path, { request_data: { group_action_id: numberIfExact(digits) } }, signal);
  const reply = objectOf(objectOf(answer)?.['reply']);
  // Null: of an action without endpoints, as lists of this API are.
  const data = objectOf(reply?.['data'] === null ? {} : reply?.['data']);
  if (!data) throw new ConnectorError('protocol', `${path} answered without data`, { code: 'API-BODY' });
  const statuses = Object.entries(data).map(([id, status]) => [id, textOf(status)?.toUpperCase() ?? 'UNKNOWN']);
  return { answer, statuses: Object.fromEntries(statuses), reasons: objectOf(reply?.['errorReasons']) ?? {} };
}
