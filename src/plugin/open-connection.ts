import type { Dispatcher } from 'undici';
import type { Tools } from '../contract/index.ts';
import { addressRule } from './cortex/address.ts';
import type { CortexApi } from './cortex/cortex-api.ts';
import { createCortexApi, type CortexApiOptions, type CortexClient } from './cortex/create-cortex-api.ts';
import { createStreamApi, type StreamApi } from './cortex/create-stream-api.ts';
import { type BodyGate, createBodyGate } from './cortex/read-body.ts';
import { createBudgets, type Budgets } from './cortex/request-budget.ts';
import type { CortexConfig } from './cortex-config.ts';

/** What all connectors of one plugin instance share. */
export interface Shared {
  readonly budgets: Budgets;
  readonly bodyGate: BodyGate;
  /** Of requests that must not hold up others. */
  readonly asideGate: BodyGate;
}

export function createShared(): Shared {
  return { budgets: createBudgets(), bodyGate: createBodyGate(), asideGate: createBodyGate() };
}

/** A client of a connector's tenant, with connections of its own. */
export interface Connection extends CortexClient {
  readonly dispatcher: Dispatcher;
  /** The same API for calls of which none is sent twice: no connection is kept for them, which might have been closed. */
  readonly once: Pick<CortexApi, 'post'>;
  /** The same API for answers of any length. */
  readonly streams: StreamApi;
  /** Ends its connections, those in use too, and gives its share of the tenant's budget back. */
  close(): Promise<void>;
}

const longestConnectMs = 10_000;

/** What clients of a connector's tenant are made with; does no I/O. */
export interface ConnectionOptions {
  readonly options: CortexApiOptions;
  /** Ends the connections, those in use too, and gives its share of the tenant's budget back. */
  readonly close: () => Promise<void>;
}

/**
 * The way to a connector's tenant. The proxy's address, which may hold a password, is revealed here only.
 * @throws ConnectorError `config` when the host cannot make a way out with these settings, such as an unusable CA.
 */
export function connectionOptions(config: CortexConfig, tools: Tools, shared: Shared): ConnectionOptions {
  const { tenant, apiKey, apiKeyId, keyType, requestsPerSecond, requestTimeoutMs, proxy, ca } = config;
  const dispatcher = tools.egress({
    // Plain HTTP is for this machine alone: through a proxy the key would leave it for all to read.
    ...(proxy !== undefined && tenant.startsWith('https:') ? { proxy: proxy.reveal() } : undefined),
    ...(ca === undefined ? undefined : { ca }),
    connectTimeoutMs: Math.min(longestConnectMs, requestTimeoutMs),
    addresses: addressRule(tenant),
  });
  const budget = shared.budgets.budgetFor(tenant, requestsPerSecond, tools.clock);
  let closing: Promise<void> | undefined;

  async function end(): Promise<void> {
    budget.leave();
    // Not `close`, which would wait for answers nobody is going to read.
    await dispatcher.destroy();
  }

  const options: CortexApiOptions = {
    origin: tenant,
    credentials: { key: apiKey, keyId: apiKeyId, keyType },
    dispatcher,
    budget,
    bodyGate: shared.bodyGate,
    asideGate: shared.asideGate,
    tools,
    requestTimeoutMs,
    quotesAnswers: config.privacy === undefined,
  };
  return { options, close: () => (closing ??= end()) };
}

/** Makes the client of a connector. @throws ConnectorError as {@link connectionOptions}. */
export function openConnection(config: CortexConfig, tools: Tools, shared: Shared): Connection {
  const { options, close } = connectionOptions(config, tools, shared);
  const once: Connection['once'] = {
    post: async (path, body, signal) => createCortexApi(options).aside.post(path, body, signal),
  };
  const streams = createStreamApi(options);
  return { ...createCortexApi(options), dispatcher: options.dispatcher, once, streams, close };
}
