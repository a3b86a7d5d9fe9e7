import { type ConnectorError, type ErrorKind, isConnectorError } from '../contract/index.ts';

/** What the process ends with; 130 and 143 (128 + the signal) when it was interrupted hard. */
export const exitCodes = { done: 0, failed: 1, usage: 2, state: 3, access: 4, network: 5 } as const;

function exitCodeOf(kind: ErrorKind): number {
  switch (kind) {
    case 'config':
      return exitCodes.usage;
    case 'auth':
    case 'permission':
    case 'license':
      return exitCodes.access;
    case 'throttled':
    case 'unavailable':
    case 'untrusted':
      return exitCodes.network;
    case 'state':
      return exitCodes.state;
    case 'protocol':
    case 'refused':
      return exitCodes.failed;
  }
}

/** Of anything thrown: what is no ConnectorError is a bug. */
export function exitCodeOfError(error: unknown): number {
  return isConnectorError(error) ? exitCodeOf(error.kind) : exitCodes.failed;
}

/** Of several failures: those that wait for a person come before those that heal. */
export function worstExitCode(errors: readonly Pick<ConnectorError, 'kind'>[]): number {
  const codes = errors.map(({ kind }) => exitCodeOf(kind));
  const { usage, access, state, failed, network } = exitCodes;
  return [usage, access, state, failed, network].find((code) => codes.includes(code)) ?? exitCodes.done;
}
