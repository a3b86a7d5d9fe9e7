import type { JsonValue } from '../../../contract/index.ts';
import type { CortexApi } from '../../cortex/cortex-api.ts';
import type { ReadMeans } from '../command-definition.ts';

export interface AskedApi extends CortexApi {
  /** The answer that came last; null: none did. */
  lastAnswer(): JsonValue;
}

/** The questions of a command as an API that lists and details are read through. */
export function askedApi(origin: string, ask: ReadMeans['ask']): AskedApi {
  let last: JsonValue = null;
  return {
    origin,
    async post(path, body, signal) {
      last = await ask(path, body, signal);
      return { body: last, dateMs: undefined };
    },
    lastAnswer: () => last,
  };
}
