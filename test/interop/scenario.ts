import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectOnce, type OtlpSettings } from './collect-once.ts';
import { differences, uidOf } from './differences.ts';
import { exportedRecords } from './exported-records.ts';
import { startCollector } from './start-collector.ts';
import { keyOf, type StockedTenant } from './stocked-tenant.ts';

export type Wire = Omit<OtlpSettings, 'endpoint'>;

export interface ScenarioResult {
  /** Empty when everything came out as it was held. */
  readonly problems: readonly string[];
  /** `log.record.uid` of every record, by its key. */
  readonly uids: ReadonlyMap<string, string>;
}

/** Tenant → program → Collector → file, and the file compared with the tenant. */
export async function scenario(
  binary: string,
  { tenant, expected }: StockedTenant,
  wire: Wire,
): Promise<ScenarioResult> {
  const directory = await mkdtemp(join(tmpdir(), 'cortex-otel-interop-'));
  try {
    using collector = await startCollector(binary, directory);
    const observedFromMs = Date.now();
    await collectOnce(tenant.url, { endpoint: collector.endpoint, ...wire }, directory);
    const exported = exportedRecords(await collector.stop());
    const expectation = { records: expected, observedFromMs, observedToMs: Date.now(), keyOf };
    return {
      problems: differences(exported, expectation),
      uids: new Map(exported.map((record) => [keyOf(record.body), uidOf(record)])),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
