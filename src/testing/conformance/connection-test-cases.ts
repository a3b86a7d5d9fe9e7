import assert from 'node:assert/strict';
import type { TestStage } from '../../contract/index.ts';
import { allOf } from './all-of.ts';
import { benchCase } from './bench.ts';
import type { Bench, ConformanceCase, ConformanceSubject } from './conformance-subject.ts';
import { secretsOf } from './validate-cases.ts';

/** The staged connection test. */
export function connectionTestCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    benchCase(subject, 'the connection test of a healthy upstream passes, stage by stage', 10, async (bench) => {
      const stages = await stagesOf(bench, bench.signal);
      assert.ok(stages.length > 0, 'no stage');
      for (const stage of stages) assertStage(stage);
      assert.deepEqual(
        stages.filter((stage) => stage.status === 'failed'),
        [],
      );
      assert.equal(new Set(stages.map((stage) => stage.stage)).size, stages.length, 'a stage twice');
    }),
    benchCase(
      subject,
      'the connection test of a dead upstream fails at one stage and skips the rest, in order',
      10,
      async (bench) => {
        const healthy = (await stagesOf(bench, bench.signal)).map((stage) => stage.stage);
        await bench.upstream.close();
        const stages = await stagesOf(bench, bench.signal);
        const failure = stages.findIndex((stage) => stage.status === 'failed');
        assert.ok(failure >= 0, 'nothing failed');
        assert.ok(stages[failure]?.remedy, 'a failure without a remedy');
        assert.ok(
          stages.slice(failure + 1).every((stage) => stage.status === 'skipped'),
          'a stage after the failure',
        );
        assert.deepEqual(
          stages.map((stage) => stage.stage),
          healthy,
          'other stages, or another order',
        );
      },
    ),
    benchCase(
      subject,
      'the connection test does not throw when it is aborted, and shows no secret',
      10,
      async (bench) => {
        const control = new AbortController();
        control.abort();
        const shown = JSON.stringify([await stagesOf(bench, control.signal), await stagesOf(bench, bench.signal)]);
        for (const secret of secretsOf(bench)) assert.ok(!shown.includes(secret), 'a secret is shown');
      },
    ),
  ];
}

async function stagesOf(bench: Bench, signal: AbortSignal): Promise<readonly TestStage[]> {
  return allOf(bench.plugin.test(bench.config, bench.upstream.tools, signal));
}

function assertStage(stage: TestStage): void {
  assert.ok(stage.stage !== '' && stage.message !== '', 'a stage without words');
  assert.ok(stage.ms >= 0, `${stage.stage} took ${stage.ms} ms`);
  if (stage.status === 'warning') assert.ok(stage.remedy, `${stage.stage} warns without a remedy`);
}
