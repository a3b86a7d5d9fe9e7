import { z } from 'zod';
import { type CommandFailure, ConnectorError, type ErrorKind, type TestStage } from '../../contract/index.ts';
import { sources } from '../sources/index.ts';
import { testConnection as stagesOfTest } from '../test-connection.ts';
import { readCommand, type ReadMeans } from './command-definition.ts';

/** The connection test, as a command: what a schedule runs as a health check. */
export const testConnection = readCommand({
  name: 'test-connection',
  title: 'Test Connection',
  description:
    'Tests the way of the connector to its records, stage by stage: configuration, DNS, TCP, TLS, clock, key, ' +
    'permission, and the mapping of one record. Takes 20 seconds at most, and saves nothing.',
  permission: 'what the source of the connector needs',
  licence: 'what the source of the connector needs',
  input: z.strictObject({}),
  example: {},
  result:
    '`rawData` is null. `keyFields`: `stages`, each with its name, status, time, what was found and what to do; `failed_stage` where one failed. A warning ' +
    'is no failure.',
  troubles: [
    '_Test Connection failed. Failed to check the connector._: the message and the remedy are those of the stage that failed.',
  ],
  summary: () => 'Test the connection',
  async run(_, means, signal) {
    const stages: TestStage[] = [];
    for await (const stage of stagesOf(means, signal)) {
      means.tell({ message: `${stage.stage}: ${stage.message}`, done: stages.length + 1 });
      stages.push(stage);
    }
    signal.throwIfAborted();
    const failed = stages.find(({ status }) => status === 'failed');
    return {
      answers: [],
      succeeded: failed ? 0 : 1,
      failures: failed ? [failureOfStage(failed, means)] : [],
      keyFields: { stages: stages.map((stage) => ({ ...stage })), ...(failed && { failed_stage: failed.stage }) },
    };
  },
});

function stagesOf({ config, tools, shared }: ReadMeans, signal: AbortSignal): AsyncGenerator<TestStage> {
  const definition = sources.find(({ id }) => id === config.source);
  if (!definition) throw new TypeError(`there is no source ${config.source}`);
  return stagesOfTest({ definition, settings: config }, { tools, shared }, signal);
}

function failureOfStage({ stage, message, code, remedy }: TestStage, { failure }: ReadMeans): CommandFailure {
  const { kind, status } = meaningOf(code);
  const details = { ...(code !== undefined && { code }), ...(remedy !== undefined && { remedy }) };
  const error = new ConnectorError(kind, `${stage}: ${message}`, {
    ...details,
    ...(status !== undefined && { status }),
  });
  const told = failure(error);
  return { ...told, indicator: `${told.indicator} Failed to check the connector.`, remedy: remedy ?? told.remedy };
}

interface Meaning {
  readonly kind: ErrorKind;
  /** Of the answer that has this code. */
  readonly status?: number;
}

/** A stage tells what went wrong by its code (docs/errors.md). */
function meaningOf(code = ''): Meaning {
  return meanings.find(([beginning]) => code.startsWith(beginning))?.[1] ?? { kind: 'config' };
}

const meanings: readonly (readonly [beginning: string, meaning: Meaning])[] = [
  ['AUTH-303', { kind: 'license', status: 402 }],
  ['AUTH-', { kind: 'auth', status: 401 }],
  ['PERM-', { kind: 'permission', status: 403 }],
  ['API-400', { kind: 'protocol', status: 400 }],
  ['API-404', { kind: 'config', status: 404 }],
  ['API-429', { kind: 'throttled', status: 429 }],
  ['API-5xx', { kind: 'unavailable', status: 500 }],
  ['API-', { kind: 'protocol' }],
  ['NET-103', { kind: 'config' }],
  ['NET-', { kind: 'unavailable' }],
  ['TLS-', { kind: 'untrusted' }],
];
