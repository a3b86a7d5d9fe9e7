import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  demoKey,
  type FakeOtlpEndpoint,
  type FakeTenant,
  startFakeOtlpEndpoint,
  startFakeTenant,
} from '../../../src/testing/index.ts';

let directory: string;
let tenant: FakeTenant;
let endpoint: FakeOtlpEndpoint;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'own-host-'));
  [tenant, endpoint] = [await startFakeTenant(), await startFakeOtlpEndpoint()];
});
afterEach(async () => {
  await Promise.all([tenant.close(), endpoint.close()]);
  await rm(directory, { recursive: true, force: true });
});

test('the program that docs/running-commands.md shows runs a command, and is told of', async () => {
  const text = await readFile('docs/running-commands.md', 'utf8');
  const [, program = ''] = /```ts\n([^]*?)```/.exec(text) ?? [];
  const index = pathToFileURL(join(process.cwd(), 'src/index.ts')).href;
  const told = '\nconsole.log(result.command, result.failures.length);\n';
  await writeFile(join(directory, 'program.ts'), program.replace(`'cortex-otel'`, `'${index}'`) + told);
  const connector = { server_url: tenant.url, api_key: demoKey.key, api_key_id: demoKey.id ?? '1' };
  const settings = {
    connectors: [{ id: 'soc', source: 'xdr-incidents', ...connector }],
    destination: { otlp: { endpoint: endpoint.url } },
  };
  await writeFile(join(directory, 'cortex.yaml'), JSON.stringify(settings), { mode: 0o600 });
  const { stdout } = await promisify(execFile)(process.execPath, ['program.ts'], { cwd: directory });
  expect(stdout).toBe('search-hosts 1\n');
  expect(endpoint.received().map(({ attributes }) => attributes['cortex_otel.command.via'])).toEqual([
    'program',
    'program',
  ]);
});
