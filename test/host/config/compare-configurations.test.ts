import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareConfigurations } from '../../../src/host/config/compare-configurations.ts';
import type { Configuration } from '../../../src/host/config/configuration.ts';
import { loadConfiguration } from '../../../src/host/config/load-configuration.ts';
import { numbersPlugin } from './numbers-plugin.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'config-'));
  writeFileSync(join(directory, 'token'), 'first');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const text = `connectors:
  - {id: a, source: odd-numbers, host: one.example, token: "\${file:token}"}
  - {id: b, source: odd-numbers, host: one.example, token: "\${env:TOKEN}"}
destination: {otlp: {endpoint: "https://x", headers: {a-key: "\${env:KEY}"}}}
metrics: {otlp: {endpoint: "https://x", headers: {a-key: "\${env:METRICS_KEY}"}}}
`;
const env = { TOKEN: 'token', KEY: 'key', METRICS_KEY: 'metrics' };

async function load(given = text, environment: Record<string, string> = env) {
  const path = join(directory, 'collector.yaml');
  writeFileSync(path, given, { mode: 0o600 });
  const options = { plugins: [numbersPlugin], env: environment, onSecret: () => undefined, isRoot: false };
  const result = await loadConfiguration(path, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.configuration;
}

const nothing = { started: [], restarted: [], stopped: [], needsRestart: [] };

test('the same file, in another order and with comments, changes nothing', async () => {
  const other = text.replace('host: one.example, token: "${env:TOKEN}"', 'token: "${env:TOKEN}", host: one.example');
  expect(other).not.toBe(text);
  expect(compareConfigurations(await load(), await load(`# a comment\n${other}`))).toEqual(nothing);
});

test('a secret file with another text restarts the connector that uses it, and no other', async () => {
  const before = await load();
  writeFileSync(join(directory, 'token'), 'second');
  const after = await load();
  expect(compareConfigurations(before, after)).toEqual({ ...nothing, restarted: [after.connectors[0]] });
});

test('added, removed and renamed connectors are told apart', async () => {
  const after = await load(text.replace('id: a,', 'id: c,').replace('id: b,', 'id: b, name: Bee,'));
  expect(compareConfigurations(await load(), after)).toEqual({
    ...nothing,
    started: [after.connectors[0]],
    restarted: [after.connectors[1]],
    stopped: ['a'],
  });
});

test('another destination, if only by a header, restarts the connectors that send there', async () => {
  const [before, after] = [await load(), await load(text, { ...env, KEY: 'other' })];
  expect(compareConfigurations(before, after)).toEqual({ ...nothing, restarted: after.connectors });
  // One that has a destination of its own does not notice.
  const own = (configuration: Configuration) => ({
    ...configuration,
    connectors: configuration.connectors.map((each) =>
      each.id === 'b' ? { ...each, destination: before.destination } : each,
    ),
  });
  expect(compareConfigurations(own(before), own(after))).toEqual({ ...nothing, restarted: [after.connectors[0]] });
});

test('a destination of its own restarts the connector, and no other', async () => {
  const [before, after] = [await load(), await load()];
  const { destination } = await load(text, { ...env, KEY: 'other' });
  const [changed, ...others] = after.connectors.map((each) => (each.id === 'a' ? { ...each, destination } : each));
  const connectors = [...(changed ? [changed] : []), ...others];
  expect(compareConfigurations(before, { ...after, connectors })).toEqual({ ...nothing, restarted: [changed] });
});

test('a token of the console alone, or an address that is told, needs a new process', async () => {
  const more = `web: {listen: "localhost:1", access: [{name: a, token: "\${env:WEB}"}]}
notify: [{webhook: {url: "https://x/\${env:HOOK}"}}]
`;
  const known = { ...env, WEB: '0123456789abcdef', HOOK: 'a' };
  const before = await load(text + more, known);
  expect(compareConfigurations(before, await load(text + more, known))).toEqual(nothing);
  const other = await load(text + more, { ...known, WEB: 'fedcba9876543210', HOOK: 'b' });
  expect(compareConfigurations(before, other)).toEqual({ ...nothing, needsRestart: ['web', 'notify'] });
});

test('another interval of checks restarts its connector', async () => {
  const after = await load(text.replace('id: a,', 'id: a, health_check_interval: 1h,'));
  expect(compareConfigurations(await load(), after)).toEqual({ ...nothing, restarted: [after.connectors[0]] });
});

test('what only a new process can change is named', async () => {
  const after = await load(`${text}state: {directory: x}\nweb: {listen: "localhost:1"}\nlog: {level: warn}\n`, {
    ...env,
    METRICS_KEY: 'other',
  });
  expect(compareConfigurations(await load(), after)).toEqual({
    ...nothing,
    needsRestart: ['state', 'web', 'metrics', 'log'],
  });
});
