import type { JsonValue } from '../../../contract/index.ts';
import { objectOf, textOf } from '../../sources/vendor-values.ts';
import type { ReadMeans } from '../command-definition.ts';
import { numberIfExact } from '../input/number-if-exact.ts';
import type { FileLinks } from './file-links.ts';
import { withoutSignatures } from './without-signatures.ts';

const path = '/public_api/v1/actions/file_retrieval_details';

/** All links of a retrieval come in one answer (Cortex XDR REST API, File Retrieval Details). */
export function openRetrievalLinks(actionId: string, { ask }: Pick<ReadMeans, 'ask'>): FileLinks {
  const links = new Map<string, string>();
  let answer: JsonValue | undefined;

  return {
    async of(endpointId, signal) {
      if (!links.has(endpointId)) {
        answer = await ask(path, { request_data: { group_action_id: numberIfExact(actionId) } }, signal);
        const data = objectOf(objectOf(objectOf(answer)?.['reply'])?.['data']) ?? {};
        for (const [id, link] of Object.entries(data)) links.set(id, textOf(link) ?? '');
      }
      const link = links.get(endpointId) ?? '';
      links.delete(endpointId);
      return link;
    },
    answers: () => (answer === undefined ? [] : [withoutSignatures(answer)]),
  };
}
