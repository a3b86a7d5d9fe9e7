import { isConnectorError, type JsonValue, type TestStage, type Tools } from '../contract/index.ts';
import type { CortexConfig } from './cortex-config.ts';
import { openConnection, type Shared } from './open-connection.ts';
import { openSource } from './open-source.ts';
import type { SourceDefinition } from './sources/source-definition.ts';

export interface TestSubject {
  readonly definition: SourceDefinition<JsonValue>;
  readonly settings: CortexConfig;
}

export interface TestMeans {
  readonly tools: Tools;
  readonly shared: Shared;
}

/** Reads one record the way a poll does. Never throws. */
export async function* testConnection(
  { definition, settings }: TestSubject,
  { tools, shared }: TestMeans,
  signal: AbortSignal,
): AsyncGenerator<TestStage> {
  const startedMs = tools.clock.elapsed();
  const ms = () => tools.clock.elapsed() - startedMs;
  try {
    const source = openSource(definition, settings, openConnection(settings, tools, shared), tools);
    try {
      await source.sample(1, signal);
      yield { stage: 'permission', status: 'ok', ms: ms(), message: 'one record was read' };
    } finally {
      await source.close();
    }
  } catch (error) {
    const known = isConnectorError(error) ? error : undefined;
    const { code, remedy = 'Look at the log of this program.' } = known ?? {};
    const message = known?.message ?? (signal.aborted ? 'cancelled' : 'failed unexpectedly');
    yield { stage: 'permission', status: 'failed', ms: ms(), message, remedy, ...(code === undefined ? {} : { code }) };
  }
}
