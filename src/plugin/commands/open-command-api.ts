import { type CommandProgress, isConnectorError, type JsonValue, type Tools } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import { createCortexApi } from '../cortex/create-cortex-api.ts';
import { createStreamApi } from '../cortex/create-stream-api.ts';
import { createWriteApi, type WriteOutcome } from '../cortex/create-write-api.ts';
import type { WritePath } from '../cortex/write-paths.ts';
import type { CortexConfig } from '../cortex-config.ts';
import { connectionOptions, type Shared } from '../open-connection.ts';
import type { WriteMeans } from './command-definition.ts';
import { withPatience } from './patience.ts';

export type CommandApi = Pick<WriteMeans, 'ask' | 'askOnce' | 'askScarce' | 'stream' | 'change'> & {
  /** Ends its connections. */
  close(): Promise<void>;
};

export interface CommandApiMeans {
  readonly tools: Tools;
  readonly shared: Shared;
  readonly tell: (progress: CommandProgress) => void;
}

/** The API as commands use it: reads, streams and writes of one tenant, within the allowance it shares with the polls. */
export function openCommandApi(config: CortexConfig, { tools, shared, tell }: CommandApiMeans): CommandApi {
  const { options, close } = connectionOptions(config, tools, shared);
  const client = createCortexApi(options);
  const writes = createWriteApi(options);
  const stream = createStreamApi(options);
  const patience = { tools, tell };

  const asking = (api: CortexApi) => async (path: string, body: JsonValue, signal: AbortSignal) =>
    withPatience(async () => (await api.post(path, body, signal)).body, patience, signal);

  /** Until it is anything but a 429, which says that it was not looked at. */
  async function change(path: WritePath, body: JsonValue, signal: AbortSignal): Promise<WriteOutcome> {
    try {
      return await withPatience(
        async () => {
          const outcome = await writes.change(path, body, signal);
          if (outcome.outcome === 'not done' && outcome.error.status === 429) throw outcome.error;
          return outcome;
        },
        patience,
        signal,
      );
    } catch (error) {
      if (isConnectorError(error) && error.kind === 'throttled') return { outcome: 'not done', error };
      throw error;
    }
  }

  return {
    ask: asking(client),
    askScarce: asking(client.aside),
    // A client of its own knows of no connection that was kept, and so has no reason to send anything again.
    askOnce: async (path, body, signal) => (await createCortexApi(options).post(path, body, signal)).body,
    stream: {
      ...stream,
      // Until it begins: what has been read of it cannot be read again.
      post: async (path, body, signal) => withPatience(async () => stream.post(path, body, signal), patience, signal),
    },
    change,
    close,
  };
}
