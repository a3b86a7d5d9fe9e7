import { ConnectorError, type ErrorKind } from '../../contract/index.ts';

/** What is wrong with the key or the way there is wrong for every input. */
const alikeForAll: ReadonlySet<ErrorKind> = new Set(['auth', 'permission', 'license', 'untrusted']);
/** What has outlasted patience twice in a row will outlast it again. */
const lasting: ReadonlySet<ErrorKind> = new Set(['throttled', 'unavailable']);

/** Whether every further input would meet the same. `before`: what the input before failed with, if it did. */
export function isHopeless({ kind }: ConnectorError, before: ConnectorError | undefined): boolean {
  return alikeForAll.has(kind) || (lasting.has(kind) && before?.kind === kind);
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
