import type { JsonValue } from '../../../contract/index.ts';
import { upstreamText } from '../../cortex/upstream-text.ts';
import { objectOf, textOf } from '../../sources/vendor-values.ts';
import type { ReadMeans } from '../command-definition.ts';

const path = '/public_api/v1/actions/get_action_status';

/** How far an action has come on each of its endpoints (Cortex XDR REST API, Get Action Status). */
export interface ActionProgress {
  readonly answer: JsonValue;
  /** By id of the endpoint; in capitals. */
  readonly statuses: ReadonlyMap<string, string>;
  /** Why it failed, where that is told. */
  readonly reasons: ReadonlyMap<string, string>;
}

export async function askActionProgress(
  actionId: string,
  { ask }: Pick<ReadMeans, 'ask'>,
  signal: AbortSignal,
): Promise<ActionProgress> {
  const answer = await ask(path, { request_data: { group_action_id: numberOrText(actionId) } }, signal);
  const reply = objectOf(objectOf(answer)?.['reply']);
  const statuses = Object.entries(objectOf(reply?.['data']) ?? {}).map(([id, word]) => {
    return [id, textOf(word)?.toUpperCase() ?? ''] as const;
  });
  const reasons = Object.entries(objectOf(reply?.['errorReasons']) ?? {}).flatMap(([id, reason]) => {
    const said = upstreamText(textOf(objectOf(reason)?.['errorDescription']) ?? '', (text) => text);
    return said === '' ? [] : [[id, said] as const];
  });
  return { answer, statuses: new Map(statuses), reasons: new Map(reasons) };
}

/** The document has a number; what a number cannot hold travels as its digits. */
export function numberOrText(digits: string): number | string {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}

/** `done`: as far as it was possible. `ended`: it will not be done. A word nobody knows may still change. */
export function stageOf(status: string): 'done' | 'ended' | 'pending' {
  if (/^COMPLETED_(?:SUCCESSFULLY|PARTIAL)$/.test(status)) return 'done';
  return /^(?:FAILED|TIMEOUT|EXPIRED|CANCELL?ED|ABORTED)$/.test(status) ? 'ended' : 'pending';
}
