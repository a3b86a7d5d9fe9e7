import { type CommandFailure, type CommandResult, isConnectorError, type JsonValue } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import { maskedJson } from '../console/masked-json.ts';
import type { CallEnd } from './call.ts';

/** The most that is kept of a result. */
const mostFailures = 100;
const mostFiles = 100;
const mostKeyFieldBytes = 131_072;

type Mask = Pick<Redactor, 'redact'>;

/** What is kept of a result. */
export function endOfResult(result: CommandResult, finishedMs: number, redactor: Mask): CallEnd {
  const { returnData, failures, keyFields, files, records } = result;
  const moreUnknown = failures.slice(mostFailures).filter((failure) => failure.outcome === 'unknown').length;
  return {
    finishedMs,
    outcome: returnData,
    failures: failures.slice(0, mostFailures).map((failure) => maskedFailure(failure, redactor)),
    moreFailures: Math.max(0, failures.length - mostFailures),
    ...(moreUnknown > 0 && { moreUnknown }),
    keyFields: keptFields(keyFields, redactor),
    files: files.slice(0, mostFiles),
    records: records.length,
    ...(result.confidential && { confidential: true }),
    error: null,
  };
}

/** What is kept of a call that came to no result. `isAborted`: because whoever ran it left. */
export function endOfError(error: unknown, finishedMs: number, isAborted: boolean, redactor: Mask): CallEnd {
  const nothing = { finishedMs, failures: [], moreFailures: 0, keyFields: {}, files: [], records: 0 };
  if (isConnectorError(error)) {
    const { kind, code } = error;
    const told = { kind, message: redactor.redact(error.message), ...(code !== undefined && { code }) };
    // A command throws `config` before anything is sent.
    return { ...nothing, outcome: kind === 'config' ? 'Refused' : 'Failed', error: told };
  }
  if (isAborted) return { ...nothing, outcome: 'Interrupted', error: null };
  return { ...nothing, outcome: 'Failed', error: { kind: 'bug', message: 'an internal error' } };
}

function maskedFailure(failure: CommandFailure, { redact }: Mask): CommandFailure {
  const { input, message, remedy } = failure;
  return {
    ...failure,
    message: redact(message),
    remedy: redact(remedy),
    ...(input !== undefined && { input: redact(input) }),
  };
}

/** The first ones, as many as fit. */
function keptFields(fields: CommandResult['keyFields'], redactor: Mask): CallEnd['keyFields'] {
  let leftBytes = mostKeyFieldBytes;
  const kept = Object.entries(fields).flatMap(([name, value]): readonly (readonly [string, JsonValue])[] => {
    const masked = maskedJson(value, redactor, mostKeyFieldBytes);
    leftBytes -= Buffer.byteLength(JSON.stringify([name, masked]));
    return leftBytes < 0 ? [] : [[name, masked]];
  });
  return Object.fromEntries(kept);
}
