import {
  type CommandCall,
  type CommandResult,
  ConnectorError,
  isConnectorError,
  type Origin,
  type PluginCommand,
  type SharedTools,
} from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import { forgetful } from '../../shared/forgetful-tools.ts';
import { wrongInput } from '../../shared/wrong-input.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';
import type { SinkTools } from '../delivery/create-sink.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import { withSource } from '../with-source.ts';
import { auditRoute } from './audit-route.ts';
import type { Caller, CallEnd, CallStart } from './call.ts';
import { endOfError, endOfResult } from './call-end-of.ts';
import type { CommandJournal } from './command-journal.ts';
import { deliverAudit } from './deliver-audit.ts';
import { type AuditStanding, followCall, type FollowedCall } from './follow-call.ts';
import { keptInput } from './kept-input.ts';

export interface CallParts {
  /** Whose key is used. */
  readonly connector: ConfiguredConnector;
  /** Where the connector's records go: the audit records go there too. */
  readonly destination: DestinationConfig;
  readonly journal: CommandJournal;
  readonly caller: Caller;
  readonly tools: SharedTools & SinkTools;
  /** Knows every secret of the configuration. */
  readonly redactor: Pick<Redactor, 'redact'>;
  readonly output: CommandCall['output'];
  readonly tell: CommandCall['tell'];
  /** Told of the call before anything is sent. */
  readonly onBegun?: (start: CallStart) => void;
  /** Who has had it stopped by aborting the signal, where that is known. */
  readonly stoppedBy?: () => string | undefined;
  /** Told, before anything is sent, that a command that only reads goes on without its call being in the journal. */
  readonly onUnrecorded: (error: ConnectorError) => void;
}

/** What came of a call that went so far as to have a result. */
export interface FinishedCall {
  readonly id: string;
  readonly result: CommandResult;
  readonly end: CallEnd;
  readonly audit: AuditStanding;
}

/**
 * Runs a command once for an operator. That the call begins is recorded before anything is sent, and a command is refused
 * where it cannot be; one that only reads goes on where the destination has taken that it begins. What came of it is
 * recorded, and both are told to the connector's destination as audit records, at once as far as that goes.
 *
 * @throws ConnectorError `config` for a wrong input (not recorded) and what the configuration does not allow (recorded as
 * refused); `state` where the call, or what it brings, cannot be kept; the signal's reason after an abort.
 */
export async function runCall(
  command: PluginCommand,
  input: unknown,
  parts: CallParts,
  signal: AbortSignal,
): Promise<FinishedCall> {
  const { connector, destination, tools, redactor, output, tell, onBegun } = parts;
  const described = callStart(command, input, parts);
  const origin = await withSource(connector, forgetful(tools), (source) => source.origin);
  const start = { ...described, route: auditRoute(destination, origin) };
  const call = await begun(start, origin, parts);
  let end: CallEnd | undefined;
  try {
    onBegun?.(start);
    const given = { input, tools: forgetful(tools), output, tell };
    const result = await command.run(connector.config, given, signal);
    end = withStop(endOfResult(result, tools.clock.now(), redactor), parts);
    return { id: start.id, result, end, audit: await call.finish(end) };
  } catch (error) {
    if (!end) await call.finish(withStop(endOfError(error, tools.clock.now(), signal.aborted, redactor), parts));
    throw error;
  }
}

function withStop(end: CallEnd, { stoppedBy }: CallParts): CallEnd {
  const who = stoppedBy?.();
  return who === undefined ? end : { ...end, stoppedBy: who };
}

function callStart(
  command: PluginCommand,
  input: unknown,
  { connector, caller, tools, redactor }: CallParts,
): CallStart {
  const { description } = command;
  const check = command.check(input);
  if (!check.ok) throw wrongInput(description.name, check.fields);
  return {
    ...caller,
    id: tools.random.token(20),
    connector: connector.id,
    command: description.name,
    access: description.access,
    startedMs: tools.clock.now(),
    input: keptInput(input, description, redactor),
    summary: redactor.redact(check.summary),
  };
}

/** @throws ConnectorError `state` where nothing would be known of the call. */
async function begun(start: CallStart, origin: Origin, parts: CallParts): Promise<FollowedCall> {
  const { destination, journal, tools, onUnrecorded } = parts;
  const audit = { destination, origin, tools };
  try {
    await journal.begin(start);
    return followCall(start, journal, audit);
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    // Of what changes something its end is to be known too, and that may be more than a destination takes at once.
    const isTold = start.access === 'read' && (await deliverAudit([{ phase: 'start', start, end: undefined }], audit));
    if (!isTold) throw unrecorded(start, error);
    onUnrecorded(error);
    return followCall(start, undefined, audit);
  }
}

function unrecorded({ command, access }: CallStart, cause: ConnectorError): ConnectorError {
  const cannot = access === 'write' ? 'cannot be recorded' : 'can neither be recorded nor delivered at once';
  return new ConnectorError('state', `${command} was not sent, because its call ${cannot}: ${cause.message}`, {
    code: cause.code ?? 'CMD-904',
    ...(cause.remedy !== undefined && { remedy: cause.remedy }),
    cause,
  });
}
