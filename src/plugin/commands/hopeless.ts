import { ConnectorError, type ErrorKind } from '../../contract/index.ts';

/** What is wrong with the key or the way there is wrong for every input. */
const alikeForAll: ReadonlySet<ErrorKind> = new Set(['auth', 'permission', 'license', 'untrusted']);
/** What has outlasted patience twice in a row will outlast it again. */
const lasting: ReadonlySet<ErrorKind> = new Set(['throttled', 'unavailable']);

/** Of an output: its disk is full, or its directory is none to write to. */
const unwritable = 'DISK-702';

/** Whether every further input would meet the same. `before`: what the input before failed with, if it did. */
export function isHopeless({ kind, code }: ConnectorError, before: ConnectorError | undefined): boolean {
  if (alikeForAll.has(kind)) return true;
  return (lasting.has(kind) && before?.kind === kind) || (code === unwritable && before?.code === code);
}

/**
 * As {@link isHopeless}, where the key may have a right to some inputs and not to others, as keys with a scope do: a
 * refusal for one says nothing of the next.
 */
export function isHopelessInScope(error: ConnectorError, before: ConnectorError | undefined): boolean {
  return error.kind !== 'permission' && isHopeless(error, before);
}

/** The same for an input that was not asked for. */
export function notTried(error: ConnectorError): ConnectorError {
  const { kind, message, code, remedy, status } = error;
  return new ConnectorError(kind, `not tried, after: ${message}`, {
    ...(code !== undefined && { code }),
    ...(remedy !== undefined && { remedy }),
    ...(status !== undefined && { status }),
  });
}
