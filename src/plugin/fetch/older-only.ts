import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import { memoryMemo } from '../../shared/memory-memo.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { Newer } from '../generations/newer.ts';
import { openGenerations } from '../generations/open-generations.ts';
import type { Feed } from '../paging/feed.ts';

/**
 * A list that can be asked once in the older generation of the API only. Where that is unknown and the newer one answers,
 * the tenant is refused as one that has it. @throws ConnectorError `config` where the newer one is set.
 */
export function olderOnly(
  feed: Feed<JsonValue>,
  { paths, names }: Pick<Newer, 'paths' | 'names'>,
  { api, config: { apiGeneration } }: { readonly api: CortexApi; readonly config: CortexConfig },
): Feed<JsonValue> {
  if (apiGeneration === 'cases') throw refusal(names.cases);
  const generations = openGenerations({ api, memo: memoryMemo(), setting: apiGeneration, paths });
  return {
    ...feed,
    async page(query, signal) {
      try {
        return await feed.page(query, signal);
      } catch (error) {
        throw (await generations.changed(error, 'incidents', signal)) ? refusal(names.cases) : error;
      }
    },
  };
}

function refusal(names: string): ConnectorError {
  return new ConnectorError('config', `the tenant has ${names}, which cannot be fetched`, {
    code: 'CFG-001',
    remedy: 'Look at the newest with cortex-otel tap, or send a period again with replay; audit logs can be fetched.',
  });
}
