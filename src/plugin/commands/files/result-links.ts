import type { JsonValue } from '../../../contract/index.ts';
import { objectOf, textOf } from '../../sources/vendor-values.ts';
import type { ReadMeans } from '../command-definition.ts';
import type { FileLinks } from './file-links.ts';
import { withoutSignatures } from './without-signatures.ts';

const path = '/public_api/v1/scripts/get_script_execution_results_files';

/** Where what a script left on endpoints is: a signed link for ten minutes (Get Script Execution Result Files). */
export function openResultLinks(actionId: string, { ask }: Pick<ReadMeans, 'ask'>): FileLinks {
  const answers: JsonValue[] = [];

  return {
    async of(endpointId, signal) {
      const answer = await ask(path, { request_data: { action_id: actionId, endpoint_id: endpointId } }, signal);
      // `DATA` in the document's example; `data`, perhaps empty, in recorded answers.
      const { DATA, data } = objectOf(objectOf(answer)?.['reply']) ?? {};
      answers.push(withoutSignatures(answer));
      return textOf(DATA) ?? textOf(data) ?? '';
    },
    answers: () => answers,
  };
}
