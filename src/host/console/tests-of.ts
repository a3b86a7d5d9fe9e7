import type { TestEvent } from '../../api/connector-form.ts';
import { isConnectorError, type TestStage } from '../../contract/index.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';
import { effectiveDestination } from '../config/effective-destination.ts';
import { testConnection, testResultOf } from '../connection-test.ts';
import { forgetful } from '../../shared/forgetful-tools.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { requireConfigured } from './find-connector.ts';
import { connectorsToTest } from './inspect-unsaved.ts';
import { maskedStage } from './masked-stage.ts';
import { noteStep } from './timeline.ts';

/** Connection tests: of what a form holds, and of a connector as it is. */
export function testsOf(parts: ConsoleContext): Pick<Console, 'test' | 'testConnector'> {
  return {
    async *test(form, actor, signal) {
      const connectors = await connectorsToTest(form, parts);
      const { connector: id, sources } = form;
      parts.tools.logger.info({ connector: id, sources, actor, text: 'Tests what a form holds.' }, 'console');
      yield* tested(connectors, parts, signal);
    },
    async *testConnector(id, actor, signal) {
      for await (const event of tested([requireConfigured(id, parts)], parts, signal)) {
        if ('result' in event) await saveResult(id, actor, event.result, parts);
        yield event;
      }
    },
  };
}

async function* tested(
  connectors: readonly ConfiguredConnector[],
  { tools, redactor, configuration, ending }: ConsoleContext,
  signal: AbortSignal,
): AsyncGenerator<TestEvent> {
  const { clock } = tools;
  const stop = AbortSignal.any([signal, ending]);
  const [testedMs, begunMs] = [clock.now(), clock.elapsed()];
  const stages: TestStage[] = [];
  for (const connector of connectors) {
    const destination = effectiveDestination(connector, configuration()).config;
    const way = { connector, destination };
    for await (const found of testConnection(way, forgetful(tools), stop)) {
      const stage = maskedStage(found, redactor);
      stages.push(stage);
      yield { stage, source: connector.config.source };
    }
  }
  yield { result: testResultOf(stages, { testedMs, durationMs: clock.elapsed() - begunMs }) };
}

/** Whoever tests wants to know how it came out, though it cannot be kept: a full disk may be why they test. */
async function saveResult(
  id: string,
  actor: string | null,
  result: Extract<TestEvent, { result: unknown }>['result'],
  parts: ConsoleContext,
): Promise<void> {
  try {
    await parts.store.operators.saveTest(id, JSON.stringify(result));
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    parts.tools.logger.error({ connector: id, message: error.message }, 'the result of a test could not be kept');
  }
  const text = `Connection test: ${result.message}`.slice(0, 500);
  await noteStep(parts, { connector: id, kind: 'test', actor, text });
}
