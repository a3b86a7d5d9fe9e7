import { type Clock, isConnectorError } from '../contract/index.ts';
import { brokenIdentity } from '../host/collect/broken-identity.ts';
import { identityOf } from '../host/collect/identity-of.ts';
import type { BrokenConnector, Configuration, ConfiguredConnector } from '../host/config/configuration.ts';
import { effectiveDestination } from '../host/config/effective-destination.ts';
import { initialDetails, type LastError, type StateDetails } from '../host/state/connector-state.ts';
import type { Pause } from '../host/state/operator-store.ts';
import type { StateReader } from '../host/state/state-store.ts';
import { createMonitor } from '../host/status/monitor.ts';
import { rollUp } from '../host/status/roll-up.ts';
import type { ConnectorStatus, StatusReport } from '../host/status/status-report.ts';

export interface RestingParts {
  readonly configuration: Configuration;
  readonly mode: 'standby' | 'inactive';
  /** What was stored; without it nothing is known of the past. */
  readonly stored?: Pick<StateReader, 'load' | 'pauses'>;
  readonly version: string;
  readonly clock: Clock;
}

/** How connectors stand that nobody runs (here): from what was stored of them. */
export async function restingReport(parts: RestingParts): Promise<StatusReport> {
  const { configuration, mode, version, clock } = parts;
  const pauses = (await parts.stored?.pauses()) ?? new Map<string, Pause>();
  const connectors = [
    ...(await Promise.all(
      configuration.connectors.map(async (each) => restingStatus(each, pauses.get(each.id), parts)),
    )),
    ...configuration.broken.map((each) => brokenStatus(each, parts)),
  ];
  return {
    version: 1,
    at: new Date(clock.now()).toISOString(),
    host: { running: mode === 'standby', pid: mode === 'standby' ? process.pid : null, version, startedAt: null },
    summary: rollUp(connectors),
    connectors,
  };
}

async function restingStatus(
  connector: ConfiguredConnector,
  pause: Pause | undefined,
  parts: RestingParts,
): Promise<ConnectorStatus> {
  const { configuration, mode, clock } = parts;
  const { details, lastError } = await storedDetails(connector.id, parts);
  const destination = effectiveDestination(connector, configuration).config;
  const monitor = createMonitor(identityOf(connector, destination), details, clock);
  monitor.mode(mode, pause && `No process runs it, and it was paused by ${pause.by}.`);
  return { ...monitor.status(), error: lastError ? shownError(lastError) : null };
}

function brokenStatus(broken: BrokenConnector, { mode, clock }: RestingParts): ConnectorStatus {
  const monitor = createMonitor(brokenIdentity(broken), initialDetails, clock);
  monitor.mode(mode);
  const { message, remedy } = broken;
  return {
    ...monitor.status(),
    error: shownError({ kind: 'config', code: 'CFG-001', message, remedy, atMs: clock.now() }),
  };
}

interface Stored {
  readonly details: StateDetails;
  /** What stood in the way last, as far as nothing has gone well since. */
  readonly lastError: LastError | undefined;
}

async function storedDetails(id: string, { stored, clock }: RestingParts): Promise<Stored> {
  try {
    const details = (await stored?.load(id)) ?? initialDetails;
    const { lastError, times } = details;
    const isOver = lastError === undefined || lastError.atMs < Math.max(times.successMs ?? 0, times.acceptedMs ?? 0);
    return { details, lastError: isOver ? undefined : lastError };
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    const { kind, code, message, remedy } = error;
    const lastError = { kind, message, atMs: clock.now(), ...(code && { code }), ...(remedy && { remedy }) };
    return { details: initialDetails, lastError };
  }
}

function shownError({ atMs, ...error }: LastError): NonNullable<ConnectorStatus['error']> {
  return { ...error, at: new Date(atMs).toISOString(), inARow: 1 };
}
