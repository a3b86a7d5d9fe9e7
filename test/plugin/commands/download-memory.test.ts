import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { CommandResult } from '../../../src/contract/index.ts';
import { believableHost, createTenantModel, seededRandom, startFakeTenant } from '../../../src/testing/index.ts';

const probe = fileURLToPath(new URL('./download-probe.ts', import.meta.url));
const mebibyte = 1024 * 1024;

async function downloaded(sizeBytes: number) {
  const model = createTenantModel();
  const host = believableHost(seededRandom(1), 1, Date.now());
  model.hosts.put({ ...host, endpoint_id: 'id-1', os_type: 'AGENT_OS_WINDOWS' });
  model.reactions.otherwise({ pendingMs: 0, runMs: 0 });
  model.files.put('id-1', 'file_retrieval', { sizeBytes });
  const tenant = await startFakeTenant({ model });
  onTestFinished(async () => tenant.close());
  const directory = await mkdtemp(join(tmpdir(), 'download-memory-'));
  onTestFinished(async () => rm(directory, { recursive: true }));
  const { stdout } = await promisify(execFile)(process.execPath, [probe, tenant.url, directory]);
  return JSON.parse(stdout) as { readonly result: CommandResult; readonly peakMiB: number };
}

test('a download of 300 MB is not held in memory', { timeout: 120_000 }, async () => {
  const small = await downloaded(mebibyte);
  const large = await downloaded(300 * mebibyte);
  expect(large.result).toMatchObject({ returnData: 'Successful', files: [{}] });
  const [file] = large.result.files;
  expect(file?.bytes).toBeGreaterThan(300 * mebibyte);
  const hashed = createHash('sha256');
  await pipeline(createReadStream(file?.path ?? ''), hashed);
  expect(file?.sha256).toBe(hashed.digest('hex'));
  // Pieces that have been written wait for the collector of garbage: some tens, however long the file is.
  expect(large.peakMiB - small.peakMiB).toBeLessThan(128);
});
