import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demoKey } from '../../src/testing/index.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '../../src/cli.ts');

export interface OtlpSettings {
  readonly endpoint: string;
  readonly encoding: 'json' | 'protobuf';
  readonly compression: 'none' | 'gzip';
}

/**
 * Runs the program as a person would, once, over both sources of a tenant. Configuration and state go to `directory`.
 * @throws Error with what it printed when it does not exit with 0 within two minutes.
 */
export async function collectOnce(tenantUrl: string, otlp: OtlpSettings, directory: string): Promise<void> {
  const file = join(directory, 'cortex-otel.yaml');
  const connector = {
    id: 'interop',
    sources: ['xdr-incidents', 'xsoar-audit'],
    server_url: tenantUrl,
    api_key_id: demoKey.id,
    api_key: '${env:INTEROP_API_KEY}',
    requests_per_second: 1000,
  };
  // JSON is YAML, too.
  await writeFile(
    file,
    JSON.stringify({ connectors: [connector], destination: { otlp }, state: { directory: 'state' } }),
  );
  const env = { ...process.env, INTEROP_API_KEY: demoKey.key };
  await run(process.execPath, [cli, 'run', '--config', file, '--once'], { env, timeout: 120_000 });
}
