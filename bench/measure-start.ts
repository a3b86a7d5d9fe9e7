import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKey, startFakeOtlpEndpoint, startFakeTenant } from '../src/testing/index.ts';
import { cliCommand } from './cli-command.ts';
import { median } from './median.ts';
import { productConfiguration } from './product-configuration.ts';

/** Milliseconds from the start of a process to the first request of its first poll: the median. */
export async function measureStart(runs: number): Promise<number> {
  const endpoint = await startFakeOtlpEndpoint();
  const times: number[] = [];
  // One more, which is not counted: it leaves the compiled program behind, as any earlier start does.
  for (let run = 0; run <= runs; run += 1) times.push(await startOnce(endpoint.url));
  await endpoint.close();
  return median(times.slice(1));
}

async function startOnce(endpointUrl: string): Promise<number> {
  const tenant = await startFakeTenant();
  const directory = await mkdtemp(join(tmpdir(), 'cortex-otel-bench-'));
  const told = { kind: 'audit', encoding: 'json', tenantUrl: tenant.url, endpointUrl } as const;
  const file = await productConfiguration(directory, told);
  const asked = new Promise<number>((resolve) => {
    tenant.faults.add(() => () => {
      resolve(performance.now());
      return undefined;
    });
  });
  const startedMs = performance.now();
  const env = { ...process.env, BENCH_API_KEY: demoKey.key };
  const child = spawn(process.execPath, [...cliCommand, 'run', '--config', file], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  try {
    const early = ended.then(([code]) => Promise.reject(new Error(`The collector ended with ${code}`)));
    return (await Promise.race([asked, early])) - startedMs;
  } finally {
    // Not SIGKILL: the compiled program is written at the end.
    child.kill('SIGTERM');
    await ended;
    await tenant.close();
    await rm(directory, { recursive: true });
  }
}
