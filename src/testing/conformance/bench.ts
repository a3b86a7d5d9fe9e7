import assert from 'node:assert/strict';
import type { ConnectorConfig, Plugin, Source } from '../../contract/index.ts';
import { memoryStorage } from '../../shared/memory-storage.ts';
import type { Bench, ConformanceCase, ConformanceSubject, ConformanceUpstream } from './conformance-subject.ts';

/** Makes a case of what is to be tried with an upstream of `items` items. */
export function benchCase(
  subject: ConformanceSubject,
  name: string,
  items: number,
  attempt: (bench: Bench) => Promise<void>,
): ConformanceCase {
  async function run(): Promise<void> {
    const upstream = await subject.start(items);
    const sources: Source[] = [];
    try {
      const config = validConfig(subject.plugin, upstream);
      const open: Bench['open'] = (saved = []) => {
        const storage = memoryStorage(saved.flatMap((batch) => batch.storage ?? []));
        const source = subject.plugin.open(config, { ...upstream.tools, storage });
        sources.push(source);
        return { source, accept: (batch) => storage.apply(batch.storage ?? []) };
      };
      const signal = AbortSignal.timeout(subject.patienceMs ?? 10_000);
      await attempt({ plugin: subject.plugin, upstream, config, signal, open });
    } finally {
      await Promise.allSettled(sources.map((source) => source.close()));
      await upstream.close();
    }
  }
  return { name, run };
}

function validConfig(plugin: Plugin, upstream: ConformanceUpstream): ConnectorConfig {
  const validation = plugin.validate(upstream.settings);
  if (!validation.ok) assert.fail(`its own settings are refused: ${JSON.stringify(validation.fields)}`);
  return validation.config;
}
