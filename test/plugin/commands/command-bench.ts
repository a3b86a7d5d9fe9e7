import { hash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import {
  type CommandFileWriter,
  type CommandOutput,
  type CommandResult,
  ConnectorError,
  type JsonValue,
} from '../../../src/contract/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import {
  createVirtualClock,
  demoKey,
  type FakeTenant,
  type FakeTenantOptions,
  startFakeTenant,
  testStartMs,
  testTools,
  type VirtualClock,
} from '../../../src/testing/index.ts';

export interface BenchOptions extends Omit<FakeTenantOptions, 'clock'> {
  /** Of the connector, beside its address and key. Default: `commands: write`. */
  readonly settings?: Readonly<Record<string, JsonValue>>;
  /** Where files go. Default: into {@link CommandBench.files}. */
  readonly output?: CommandOutput;
}

/** A tenant, and an operator with a connector of it. Ends with the test. */
export interface CommandBench {
  readonly tenant: FakeTenant;
  /** Of tenant and operator. Begins at `testStartMs`; whoever sleeps moves it. */
  readonly clock: VirtualClock;
  /** The files that are whole, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What people were told while it went on. */
  readonly told: readonly string[];
  readonly run: (name: string, input?: unknown, signal?: AbortSignal) => Promise<CommandResult>;
  /** The bodies that were sent to a path, answered or not. */
  readonly sent: (path: string) => readonly JsonValue[];
}

export async function commandBench({ settings = {}, output, ...options }: BenchOptions = {}): Promise<CommandBench> {
  const clock = createVirtualClock(testStartMs, { sleep: 'passes' });
  const tenant = await startFakeTenant({ ...options, clock });
  onTestFinished(async () => tenant.close());
  const plugin = createCortexPlugin();
  const { id, key, type = 'standard' } = options.keys?.[0] ?? demoKey;
  // The type of the key is not tried out, so that what is sent is sent once.
  const way = { server_url: tenant.url, api_key: key, key_type: type, ...(id !== undefined && { api_key_id: id }) };
  const validated = plugin.validate({ source: 'xdr-incidents', commands: 'write', ...way, ...settings });
  if (!validated.ok) throw new Error(JSON.stringify(validated.fields));
  const tools = testTools({ clock });
  const told: string[] = [];
  const files = new Map<string, Uint8Array>();

  return {
    tenant,
    clock,
    files,
    told,
    async run(name, input = {}, signal = new AbortController().signal) {
      const command = plugin.commands.find(({ description }) => description.name === name);
      if (!command) throw new RangeError(`there is no command ${name}`);
      const call = {
        input,
        tools,
        output: output ?? memoryOutput(files),
        tell: (said: { message: string }) => told.push(said.message),
      };
      return command.run(validated.config, call, signal);
    },
    sent: (path) => tenant.requests.filter((request) => request.path === path).map(({ body }) => body),
  };
}

function memoryOutput(files: Map<string, Uint8Array>): CommandOutput {
  return {
    async create(name): Promise<CommandFileWriter> {
      if (files.has(name)) throw new ConnectorError('state', `${name} is there already`, { code: 'FILE-801' });
      const chunks: Uint8Array[] = [];
      return {
        write: async (chunk) => {
          chunks.push(chunk);
        },
        finish: async () => {
          const bytes = Buffer.concat(chunks);
          files.set(name, bytes);
          return { name, path: `/files/${name}`, bytes: bytes.length, sha256: hash('sha256', bytes) };
        },
        discard: async () => {},
      };
    },
  };
}
