import { type CommandFailure, isConnectorError, type JsonValue } from '../../../contract/index.ts';
import { numberOf, objectOf, textOf } from '../../sources/vendor-values.ts';
import { notDownloaded } from '../actions/action-failures.ts';
import type { ReadMeans } from '../command-definition.ts';

const path = '/public_api/v1/scripts/get_script_execution_results';

export interface ScriptResults {
  /** What was printed is in here. */
  readonly answers: readonly JsonValue[];
  /** Endpoints on which it left files. */
  readonly withFiles: readonly string[];
  readonly failures: readonly CommandFailure[];
}

/** What a script printed on its endpoints (Cortex XDR REST API, Get Script Execution Results). Fails in its result. */
export async function readScriptResults(
  { actionId, goOn }: { readonly actionId: string; readonly goOn: string },
  { ask, failure }: Pick<ReadMeans, 'ask' | 'failure'>,
  signal: AbortSignal,
): Promise<ScriptResults> {
  try {
    const answer = await ask(path, { request_data: { action_id: actionId } }, signal);
    const results = objectOf(objectOf(answer)?.['reply'])?.['results'];
    const rows = Array.isArray(results) ? (results as readonly JsonValue[]) : [];
    const withFiles = rows.map(objectOf).flatMap((row) => {
      const id = textOf(row?.['endpoint_id']);
      return id === undefined || numberOf(row?.['retrieved_files']) === 0 ? [] : [id];
    });
    return { answers: [answer], withFiles, failures: [] };
  } catch (error) {
    // The script has run: neither an error nor an interruption may lose its id.
    if (!signal.aborted && !isConnectorError(error)) throw error;
    const told = isConnectorError(error) ? error : notDownloaded();
    return { answers: [], withFiles: [], failures: [{ ...failure(told), remedy: goOn }] };
  }
}
