import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoKey } from '../src/testing/index.ts';
import type { BenchEnvironment } from './bench-environment.ts';
import { lists } from './workload.ts';

/** Writes what a person would write, but for a rate that is generous; everything else is the default. */
export async function productConfiguration(directory: string, told: BenchEnvironment): Promise<string> {
  const connector = {
    id: 'bench',
    source: lists[told.kind].source,
    server_url: told.tenantUrl,
    api_key_id: demoKey.id,
    api_key: '${env:BENCH_API_KEY}',
    key_type: 'standard',
    requests_per_second: 1000,
  };
  const destination = { otlp: { endpoint: told.endpointUrl, encoding: told.encoding } };
  const file = join(directory, 'cortex-otel.yaml');
  // JSON is YAML, too.
  await writeFile(file, JSON.stringify({ connectors: [connector], destination, state: { directory: 'state' } }));
  return file;
}
