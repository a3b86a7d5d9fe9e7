import type { TestStage, SharedTools } from '../../contract/index.ts';
import { effectiveDestination } from '../../host/config/effective-destination.ts';
import type { Configuration, ConfiguredConnector } from '../../host/config/configuration.ts';
import { testConnection, testResultOf } from '../../host/connection-test.ts';
import type { HealthWarnings } from '../../host/console/health-warnings.ts';
import { maskedStage } from '../../host/console/masked-stage.ts';
import { runHealthChecks } from '../../host/console/health-check.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import type { ConnectorStatus } from '../../host/status/status-report.ts';
import { forgetful } from '../../shared/forgetful-tools.ts';
import type { Redactor } from '../../shared/redact.ts';

export interface CheckHealthParts {
  readonly configuration: () => Configuration;
  readonly status: () => { readonly connectors: readonly Pick<ConnectorStatus, 'id' | 'status'>[] };
  readonly store: StateStore;
  readonly redactor: Redactor;
  readonly tools: SharedTools;
  readonly warnings: Pick<HealthWarnings, 'onResult'>;
}

/** Runs the connection tests that `health_check_interval` asks for, until the signal is aborted. Never rejects. */
export async function checkHealth(parts: CheckHealthParts, signal: AbortSignal): Promise<void> {
  const { configuration, status, store, redactor, tools, warnings } = parts;
  const { clock } = tools;
  const atWork = (): readonly ConfiguredConnector[] => {
    const resting = new Set(status().connectors.flatMap((each) => (each.status === 'Paused' ? [each.id] : [])));
    return configuration().connectors.filter(({ id }) => !resting.has(id));
  };

  async function test(connector: ConfiguredConnector, stop: AbortSignal) {
    const [testedMs, begunMs] = [clock.now(), clock.elapsed()];
    const way = { connector, destination: effectiveDestination(connector, configuration()).config };
    const stages: TestStage[] = [];
    for await (const stage of testConnection(way, forgetful(tools), stop)) {
      stages.push(maskedStage(stage, redactor));
    }
    return testResultOf(stages, { testedMs, durationMs: clock.elapsed() - begunMs });
  }

  await runHealthChecks(
    {
      ...tools,
      connectors: atWork,
      test,
      async onResult(connector, result) {
        const { id } = connector;
        warnings.onResult(connector, result);
        await store.operators.saveTest(id, JSON.stringify(result));
        const text = `Health check: ${result.message}`.slice(0, 500);
        await store.operators.note({ connector: id, atMs: clock.now(), kind: 'test', actor: null, text });
        if (result.status === 'failed')
          tools.logger.warn({ connector: id, message: result.message }, 'health check failed');
      },
    },
    signal,
  );
}
