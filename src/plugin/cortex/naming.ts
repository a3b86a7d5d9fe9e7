import { ConnectorError } from '../../contract/index.ts';

/** The same error, saying of whose answer to what it speaks. */
export function naming(
  { host, path }: { readonly host: string; readonly path: string },
  error: ConnectorError,
): ConnectorError {
  const { kind, message, code, remedy, status, retryAfterMs } = error;
  return new ConnectorError(kind, `${host} ${path}: ${message}`, {
    ...(code === undefined ? {} : { code }),
    ...(remedy === undefined ? {} : { remedy }),
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
