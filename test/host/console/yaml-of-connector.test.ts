import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfiguration } from '../../../src/host/config/load-configuration.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { canary } from '../../cli/workplace.ts';
import { consoleBench } from './console-bench.ts';

test('the YAML of a saved connector is one of the file, with references in place of sealed secrets', async () => {
  const bench = await consoleBench();
  const settings = { api_key: canary.key, overlap: '9m' };
  const [made] = await bench.console.create(
    bench.form({ name: 'SOC: #1', settings, healthCheckInterval: '6h' }),
    'ann',
  );
  const yaml = made?.yaml ?? '';
  expect(yaml).toContain('api_key: ${env:SOC_1_API_KEY} # sealed in the console\n');
  const path = join(bench.directory, 'exported.yaml');
  writeFileSync(path, yaml);
  const env = { SOC_1_API_KEY: canary.key };
  const loaded = await loadConfiguration(path, {
    plugins: [createCortexPlugin()],
    env,
    onSecret: () => {},
    isRoot: false,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const [connector] = loaded.configuration.connectors;
  expect(connector).toMatchObject({ id: 'soc-1', name: 'SOC: #1', healthCheckIntervalMs: 6 * 3_600_000 });
  expect(connector?.config).toEqual(bench.host.connector('soc-1')?.connector.config);
});

test('what looks like a reference in a setting stays what it is', async () => {
  const bench = await consoleBench();
  const form = bench.form({ name: 'a ${env:HOME} b' });
  const [made] = await bench.console.create(form, 'ann');
  expect(parse(made?.yaml ?? '')).toMatchObject({ connectors: [{ name: 'a $${env:HOME} b' }] });
});

test('the YAML of one of the file shows what stands there, but no secret that stands in the clear', async () => {
  const bench = await consoleBench({
    connectors: [{ id: 'eu', api_key: canary.key, overlap: '${env:OVERLAP}' }],
    env: { OVERLAP: '7m' },
  });
  const { yaml } = await bench.console.connector('eu');
  expect(yaml).toContain('overlap: ${env:OVERLAP}');
  expect(yaml).toContain('api_key: ${env:EU_API_KEY} # stands in the configuration file');
  expect(readFileSync(join(bench.directory, 'cortex-otel.yaml'), 'utf8')).toContain(canary.key);
});
