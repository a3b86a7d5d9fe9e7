import type { AttributeValue, HrTime, JsonValue, LogRecord } from '../../contract/index.ts';
import { dropUndefined } from '../../shared/drop-undefined.ts';
import { digest } from '../state/digest.ts';
import type { CallEnd, CallStart } from './call.ts';
import type { AuditDue, JournalLoss } from './command-journal.ts';
import { unknownOutcomes } from './unknown-outcomes.ts';

/** What is told of a call: when it begins, and when it has ended or is lost. The same call gives the same records, whoever makes them. */
export function auditRecord({ phase, start, end }: AuditDue): LogRecord {
  const atMs = end?.finishedMs ?? start.startedMs;
  return {
    uid: digest('command call', start.id, phase),
    eventName: `cortex_otel.command.${events[phase]}`,
    time: hrTime(atMs),
    observedTime: hrTime(atMs),
    ...severityOf(start, phase === 'start' || end?.outcome === 'Successful'),
    attributes: attributesOf(start, end),
    body: phase === 'lost' ? { ...bodyOf(start), note: lostNote } : bodyOf(start, end),
  };
}

const events = { start: 'started', end: 'finished', lost: 'lost' } as const;
const lostNote =
  'The program that ran it was heard of no more before it had ended: nobody knows what came of it. ' +
  'Look before it is done again; should the program only have been stopped, a record of its end follows.';

/** What the destination of a connector is told of a journal that was damaged: the audit log may have a gap there. */
export function lossRecord({ id, atMs, callsKept }: JournalLoss, connector: string): LogRecord {
  const kept =
    callsKept === 0 ? 'Nothing in it could be read.' : `${callsKept} calls of it could be read, and are kept.`;
  return {
    uid: digest('journal loss', id, connector),
    eventName: 'cortex_otel.command.journal_damaged',
    time: hrTime(atMs),
    observedTime: hrTime(atMs),
    severityNumber: 17,
    severityText: 'ERROR',
    attributes: { 'cortex_otel.connector.id': connector, 'cortex_otel.command.calls_kept': callsKept },
    body: {
      summary: `The journal of commands was damaged. ${kept} Audit records that were not delivered yet are lost, if there were any.`,
    },
  };
}

function hrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
}

/** What changes something stands out, and more so what failed: half done, or perhaps done. */
function severityOf({ access }: CallStart, isFine: boolean): Pick<LogRecord, 'severityNumber' | 'severityText'> {
  const writes = access === 'write';
  if (isFine)
    return writes ? { severityNumber: 12, severityText: 'NOTICE' } : { severityNumber: 9, severityText: 'INFO' };
  return writes ? { severityNumber: 17, severityText: 'ERROR' } : { severityNumber: 13, severityText: 'WARN' };
}

function attributesOf(start: CallStart, end: CallEnd | undefined): LogRecord['attributes'] {
  const attributes: Readonly<Record<string, AttributeValue | undefined>> = {
    'user.name': start.actor,
    'cortex_otel.command.name': start.command,
    'cortex_otel.command.access': start.access,
    'cortex_otel.command.call_id': start.id,
    'cortex_otel.command.via': start.via,
    'cortex_otel.command.host': start.host,
    'cortex_otel.connector.id': start.connector,
    ...(end && endAttributes(start, end)),
  };
  return dropUndefined(attributes) as LogRecord['attributes'];
}

function endAttributes({ startedMs }: CallStart, end: CallEnd): Readonly<Record<string, AttributeValue | undefined>> {
  const { finishedMs, outcome, failures, moreFailures, files, records, stoppedBy, error } = end;
  const unknown = unknownOutcomes(end);
  return {
    'cortex_otel.command.outcome': outcome,
    'cortex_otel.command.duration_ms': Math.max(0, finishedMs - startedMs),
    'cortex_otel.command.failures': failures.length + moreFailures,
    'cortex_otel.command.unknown_outcomes': unknown > 0 ? unknown : undefined,
    'cortex_otel.command.records': records > 0 ? records : undefined,
    'cortex_otel.command.stopped_by': stoppedBy,
    'cortex_otel.command.files.sha256': files.length > 0 ? files.map(({ sha256 }) => sha256) : undefined,
    'error.type': error?.code ?? error?.kind ?? failures[0]?.code ?? failures[0]?.kind,
  };
}

function bodyOf({ summary, input }: CallStart, end?: CallEnd): Readonly<Record<string, JsonValue>> {
  if (!end) return { summary, input };
  const { moreFailures, files, error } = end;
  const { failures, keyFields } = end.confidential ? withoutContent(end) : end;
  return JSON.parse(
    JSON.stringify({
      summary,
      input,
      outcome: end.outcome,
      key_fields: keyFields,
      failures,
      ...(moreFailures > 0 && { more_failures: moreFailures }),
      // Where it lies on this machine is nobody's business elsewhere.
      files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
      ...(error && { error }),
    }),
  ) as Readonly<Record<string, JsonValue>>;
}

/** What came of the tenant goes by its own names there: only the host's and the input's are left. */
function withoutContent({ failures }: CallEnd): Pick<CallEnd, 'failures' | 'keyFields'> {
  return { failures: failures.map((failure) => ({ ...failure, message: withheld })), keyFields: { withheld } };
}

const withheld = '[withheld: there are privacy rules]';
