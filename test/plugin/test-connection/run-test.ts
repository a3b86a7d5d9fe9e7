import type { JsonValue, TestStage, Tools } from '../../../src/contract/index.ts';
import { egress } from '../../../src/host/egress.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { allOf } from '../../../src/testing/conformance/all-of.ts';
import { createVirtualClock, demoKey, testTools } from '../../../src/testing/index.ts';

export const never: AbortSignal = new AbortController().signal;
export const stageNames = [
  'configuration',
  'dns',
  'connect',
  'tls',
  'clock',
  'authentication',
  'permission',
  'mapping',
] as const;

export type Settings = Readonly<Record<string, JsonValue>>;

/** Valid settings of a connector of this server, with the fake tenant's key. */
export function settingsFor(url: string, changes: Settings = {}): Settings {
  const key = { api_key_id: demoKey.id, api_key: demoKey.key };
  return { source: 'xdr-incidents', server_url: url, requests_per_second: 1000, ...key, ...changes };
}

/** The host's own way out, the machine's time, and sleeps that pass at once. */
export function realTools(overrides: Partial<Tools> = {}): Tools {
  return testTools({ clock: createVirtualClock(Date.now(), { sleep: 'passes' }), egress, ...overrides });
}

/** All stages of a connection test with these settings. */
export async function runTest(
  settings: Settings,
  tools: Tools = realTools(),
  signal: AbortSignal = never,
): Promise<readonly TestStage[]> {
  const plugin = createCortexPlugin();
  const validation = plugin.validate(settings);
  if (!validation.ok) throw new Error(`settings are refused: ${JSON.stringify(validation.fields)}`);
  return allOf(plugin.test(validation.config, tools, signal));
}

export function stageOf(stages: readonly TestStage[], name: (typeof stageNames)[number]): TestStage {
  const found = stages.find(({ stage }) => stage === name);
  if (!found) throw new Error(`no stage ${name}`);
  return found;
}

/** The one stage that failed. Fails unless those before it went through and those after it were skipped for it. */
export function failureIn(stages: readonly TestStage[]): TestStage {
  const names = stages.map(({ stage }) => stage);
  if (names.join() !== stageNames.join()) throw new Error(`stages are ${names.join()}`);
  const at = stages.findIndex(({ status }) => status === 'failed');
  const failure = stages[at];
  if (!failure) throw new Error(`nothing failed: ${JSON.stringify(stages)}`);
  for (const { status, message } of stages.slice(at + 1)) {
    if (status !== 'skipped' || !message.includes(failure.stage)) throw new Error(`not skipped: ${message}`);
  }
  return failure;
}
