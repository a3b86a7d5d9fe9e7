import type { JsonValue } from '../../../src/contract/index.ts';
import {
  believableHost,
  createTenantModel,
  isJsonObject,
  runSnippetPath,
  seededRandom,
  type TenantModelOptions,
  testStartMs,
} from '../../../src/testing/index.ts';
import { type BenchOptions, commandBench } from './command-bench.ts';
import { outputDirectory } from './output-directory.ts';

export interface FilesBenchOptions extends Omit<BenchOptions, 'model'> {
  readonly of?: TenantModelOptions;
  /** How many Windows hosts there are: `id-1` is `host-1`, … Default 3. */
  readonly hosts?: number;
}

/** A tenant with hosts, and an operator whose files go into a directory. */
export async function filesBench({ of = {}, hosts = 3, ...options }: FilesBenchOptions = {}) {
  const model = createTenantModel(of);
  for (let number = 1; number <= hosts; number += 1) {
    const host = believableHost(seededRandom(number), number, testStartMs);
    const named = { endpoint_id: `id-${number}`, endpoint_name: `host-${number}`, os_type: 'AGENT_OS_WINDOWS' };
    model.hosts.put({ ...host, ...named });
  }
  const output = await outputDirectory();
  const bench = await commandBench({ output, ...options, model, requestsPerSecond: Infinity });
  return {
    ...bench,
    model,
    output,
    /** Runs a script as another operator would, now; gives its action id. */
    begunScript: (...ids: readonly string[]): string => {
      const filters: JsonValue = [{ field: 'endpoint_id_list', operator: 'in', value: ids }];
      const request_data = { filters, snippet_code: 'print(1)' };
      const { body } = model.answer(runSnippetPath, { request_data }, bench.clock.now());
      const reply = isJsonObject(body) && isJsonObject(body['reply']) ? body['reply'] : {};
      return String(reply['action_id'] as number);
    },
  };
}
