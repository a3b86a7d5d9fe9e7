import { type CommandFailure, isConnectorError, type JsonValue } from '../../../contract/index.ts';
import { numberOf, objectOf, textOf } from '../../sources/vendor-values.ts';
import { notDownloaded, notPrinted } from '../actions/action-failures.ts';
import type { ReadMeans } from '../command-definition.ts';

const path = '/public_api/v1/scripts/get_script_execution_results';

export interface ScriptRun {
  readonly actionId: string;
  /** Endpoints on which it has ended well. */
  readonly endpointIds: readonly string[];
  /** What an operator does where its results cannot be read. */
  readonly goOn: string;
}

export interface ScriptResults {
  /** What was printed is in here. */
  readonly answers: readonly JsonValue[];
  /** Endpoints on which it may have left files: what nothing is told of may have some, too. */
  readonly withFiles: readonly string[];
  readonly failures: readonly CommandFailure[];
}

/** What a script printed on its endpoints (Cortex XDR REST API, Get Script Execution Results). Fails in its result. */
export async function readScriptResults(
  { actionId, endpointIds, goOn }: ScriptRun,
  { ask, failure }: Pick<ReadMeans, 'ask' | 'failure'>,
  signal: AbortSignal,
): Promise<ScriptResults> {
  try {
    const answer = await ask(path, { request_data: { action_id: actionId } }, signal);
    const results = objectOf(objectOf(answer)?.['reply'])?.['results'];
    const rows = Array.isArray(results) ? (results as readonly JsonValue[]) : [];
    const files = new Map(rows.map(objectOf).map((row) => [textOf(row?.['endpoint_id']), row?.['retrieved_files']]));
    return {
      answers: [answer],
      withFiles: endpointIds.filter((id) => numberOf(files.get(id)) !== 0),
      failures: endpointIds.filter((id) => !files.has(id)).map((input) => failure(notPrinted(), { input })),
    };
  } catch (error) {
    // The script has run: neither an error nor an interruption may lose its id.
    if (!signal.aborted && !isConnectorError(error)) throw error;
    const told = isConnectorError(error) ? error : notDownloaded();
    return { answers: [], withFiles: [], failures: [failure(told, { remedy: goOn })] };
  }
}
