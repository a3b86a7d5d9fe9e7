import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CommandCall,
  CommandDescription,
  CommandFailure,
  CommandResult,
  ConnectorError,
  PluginCommand,
} from '../../../src/contract/index.ts';
import { runCall } from '../../../src/host/commands/run-call.ts';
import { sqliteCommandJournal } from '../../../src/host/commands/sqlite-command-journal.ts';
import { systemTools } from '../../../src/host/system-tools.ts';
import { createRedactor } from '../../../src/shared/redact.ts';
import { silentLogger, startFakeOtlpEndpoint } from '../../../src/testing/index.ts';
import { connectorOf, otlpDestination } from '../collect/collect-bench.ts';
import { createNumbers } from '../collect/numbers-source.ts';
import { origin } from '../delivery/records.ts';

const never: AbortSignal = new AbortController().signal;
export const secret = 'CANARY-0123456789';

const described: CommandDescription = {
  name: 'double-numbers',
  title: 'Double Numbers',
  description: 'Doubles numbers.',
  access: 'write',
  sources: ['odd-numbers'],
  permission: 'none',
  licence: 'none',
  output: 'none',
  order: ['numbers', 'token'],
  input: { type: 'object', properties: { numbers: {}, pin: { 'x-secret': true } } },
  example: {},
};

type Run = (call: CommandCall, signal: AbortSignal) => Promise<Partial<CommandResult>>;

/** A command of no vendor: what it does is the test's. */
export function numbersCommand(run: Run, changes: Partial<CommandDescription> = {}): PluginCommand {
  const description = { ...described, ...changes };
  return {
    description,
    check: (input) =>
      input === 'wrong'
        ? { ok: false, fields: [{ path: 'numbers', errors: ['is required'], warnings: [] }] }
        : { ok: true, summary: `Double 2 numbers: ${secret}`, fields: [] },
    run: async (_, call, signal) => ({ ...plainResult, command: description.name, ...(await run(call, signal)) }),
  };
}

const plainResult: CommandResult = {
  command: '',
  returnData: 'Successful',
  failures: [],
  rawData: null,
  keyFields: {},
  records: [],
  origin,
  files: [],
  confidential: false,
};

export const failure = (outcome: CommandFailure['outcome']): CommandFailure => ({
  indicator: 'Double Numbers failed.',
  input: '7',
  statusCode: 500,
  message: `cannot double, says ${secret}`,
  remedy: 'Add it to itself.',
  code: 'API-5xx',
  kind: 'unavailable',
  outcome,
});

/** A journal in a directory, an endpoint, and a connector whose key is used. */
export async function callBench() {
  const directory = await mkdtemp(join(tmpdir(), 'calls-'));
  const endpoint = await startFakeOtlpEndpoint();
  const tools = { ...systemTools(silentLogger()), proxyEnvironment: {} };
  const state = join(directory, 'state');
  const journal = sqliteCommandJournal(state, tools);
  const unrecorded: ConnectorError[] = [];
  const parts = {
    connector: connectorOf(createNumbers(), 'soc'),
    destination: otlpDestination(endpoint.url),
    journal,
    caller: { actor: 'ana', via: 'program', host: 'desk' },
    tools,
    redactor: createRedactor([secret]),
    output: { create: () => Promise.reject(new Error('brings nothing')) },
    tell: () => undefined,
    onUnrecorded: (error: ConnectorError) => void unrecorded.push(error),
  } as const;
  return {
    directory,
    state,
    endpoint,
    journal,
    unrecorded,
    parts,
    run: async (command: PluginCommand, input: unknown = {}, signal = never) => runCall(command, input, parts, signal),
    history: async () => journal.history('soc', { limit: 10 }),
    /** Audit records the endpoint has taken. */
    told: () => endpoint.received().map(({ eventName }) => eventName.replace('cortex_otel.command.', '')),
    async close() {
      await endpoint.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type CallBench = Awaited<ReturnType<typeof callBench>>;
