import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testResultSchema } from '../../src/api/connector-form.ts';
import type { Plugin, TestStage } from '../../src/contract/index.ts';
import { testConnection, testResultOf } from '../../src/host/connection-test.ts';
import { type FakeOtlpEndpoint, startFakeOtlpEndpoint, testTools } from '../../src/testing/index.ts';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';
import { never, otlpDestination } from './collect/collect-bench.ts';
import { createNumbers, numbersConfig } from './collect/numbers-source.ts';

let endpoint: FakeOtlpEndpoint;
beforeEach(async () => {
  endpoint = await startFakeOtlpEndpoint();
});
afterEach(async () => endpoint.close());

const good: TestStage = { stage: 'authentication', status: 'ok', ms: 1.6, message: 'The key is taken.' };
const bad: TestStage = {
  ...good,
  status: 'failed',
  message: 'the key is refused',
  code: 'AUTH-301',
  remedy: 'Make one.',
};

/** A plugin that tests like this. */
function testing(test: Plugin['test']) {
  return { plugin: { ...createNumbers().plugin, test }, config: numbersConfig };
}

async function* yields(...stages: readonly TestStage[]): AsyncGenerator<TestStage> {
  yield* stages;
}

async function* hangsAfter(...stages: readonly TestStage[]): AsyncGenerator<TestStage> {
  yield* stages;
  await new Promise(() => {});
}

const tools = testTools({ clock: createVirtualClock(0) });

async function stagesWith(plugin: Plugin['test'], longestMs = 300, signal = never): Promise<readonly TestStage[]> {
  const stages: TestStage[] = [];
  const way = { connector: testing(plugin), destination: otlpDestination(endpoint.url), longestMs };
  for await (const stage of testConnection(way, tools, signal)) stages.push(stage);
  return stages;
}

const shown = (stages: readonly TestStage[]) => stages.map(({ stage, status }) => `${stage} ${status}`);
const times = { testedMs: Date.UTC(2026, 2, 2, 8), durationMs: 12.4 };

describe('a connection test', () => {
  test('is the stages of the source, then those of the destination: Connection successful', async () => {
    const stages = await stagesWith(() => yields(good));
    expect(shown(stages)).toEqual(['authentication ok', 'destination ok']);
    expect(testResultSchema.parse(testResultOf(stages, times))).toMatchObject({
      status: 'ok',
      message: 'Connection successful',
      testedAt: '2026-03-02T08:00:00.000Z',
      durationMs: 12,
      stages: [{ ms: 2 }, {}],
    });
    expect(endpoint.received()).toEqual([]);
  });

  test('says something of the destination when the source fails', async () => {
    const stages = await stagesWith(() => yields(bad));
    expect(shown(stages)).toEqual(['authentication failed', 'destination ok']);
    expect(testResultOf(stages, times)).toMatchObject({
      status: 'failed',
      message: 'authentication failed: the key is refused',
    });
  });

  test('that only warns is successful', async () => {
    const stages = await stagesWith(() => yields({ ...good, status: 'warning' }));
    expect(testResultOf(stages, times).message).toBe('Connection successful');
  });

  test.for<[string, Plugin['test']]>([
    ['source', () => hangsAfter(good)],
    ['destination', () => yields(good)],
  ])('whose %s hangs fails in time, with a remedy', async ([part, plugin]) => {
    if (part === 'destination') endpoint.faults.add(() => () => ({ kind: 'hang', after: 'nothing' }));
    const begunMs = performance.now();
    const stages = await stagesWith(plugin);
    expect(performance.now() - begunMs).toBeLessThan(5000);
    expect(shown(stages)).toContain(`${part} failed`);
    expect(stages.find(({ stage }) => stage === part)).toMatchObject({ code: 'NET-102', remedy: expect.any(String) });
    expect(shown(stages)).toContain(part === 'source' ? 'destination ok' : 'authentication ok');
  });

  test('both of whose ends hang takes the time once', async () => {
    endpoint.faults.add(() => () => ({ kind: 'hang', after: 'nothing' }));
    const begunMs = performance.now();
    expect(shown(await stagesWith(() => hangsAfter(), 2000))).toEqual(['source failed', 'destination failed']);
    expect(performance.now() - begunMs).toBeLessThan(3900);
  });

  test('of a plugin that breaks its word and throws is a stage that failed', async () => {
    const stages = await stagesWith(() => {
      throw new TypeError('undefined is not a secret');
    });
    expect(shown(stages)).toEqual(['source failed', 'destination ok']);
    expect(JSON.stringify(stages)).not.toContain('undefined is not');
  });

  test('that is stopped throws the reason, at once', async () => {
    const stop = new AbortController();
    const stages = stagesWith(() => hangsAfter(good), 10_000, stop.signal);
    stop.abort(new Error('the client is gone'));
    await expect(stages).rejects.toThrow('the client is gone');
  });

  test('tells the plugin that nobody listens any more', async () => {
    let told: AbortSignal | undefined;
    const plugin: Plugin['test'] = (_config, _tools, signal) => {
      told = signal;
      return yields(good, good);
    };
    const way = { connector: testing(plugin), destination: otlpDestination(endpoint.url) };
    for await (const _stage of testConnection(way, tools, never)) break;
    expect(told?.aborted).toBe(true);
  });
});
