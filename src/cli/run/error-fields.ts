import type { ConnectorError } from '../../contract/index.ts';

/** What a log line says of an error. */
export function errorFields({ kind, code, message, remedy }: ConnectorError) {
  return { kind, code, message, remedy };
}
