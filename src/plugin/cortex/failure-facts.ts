/** What is known of a failure, without the words of its message. */
export interface FailureFacts {
  readonly code: string;
  /** The name that DNS was asked for: the API's or the proxy's. */
  readonly hostname: string | undefined;
  /** The system call that failed. */
  readonly syscall: string | undefined;
  /** HTTP status with which a proxy refused to connect. */
  readonly proxyStatus: number | undefined;
  /** Code, system call and address: "ECONNREFUSED connect 127.0.0.1:443". */
  readonly words: string;
}

/** Reads a failure of undici, Node, TLS or zlib. Of several attempted addresses the first one's failure counts. */
export function failureFacts(failure: unknown): FailureFacts {
  const error = innermost(failure);
  const code = textOf(error, 'code') ?? textOf(error, 'name') ?? 'UNKNOWN';
  const syscall = textOf(error, 'syscall');
  const proxyStatus = proxyStatusOf(error);
  const address = textOf(error, 'address');
  const port = textOf(error, 'port');
  const place = address === undefined ? undefined : port === undefined ? address : `${address}:${port}`;
  const proxy = proxyStatus === undefined ? undefined : `proxy answered ${proxyStatus}`;
  const words = proxy ?? [code, syscall, place].filter((word) => word !== undefined).join(' ');
  return { code, hostname: textOf(error, 'hostname'), syscall, proxyStatus, words };
}

function innermost(failure: unknown): object {
  if (typeof failure !== 'object' || failure === null) return {};
  if (failure instanceof AggregateError) return innermost(failure.errors[0] ?? {});
  const { cause } = failure as { readonly cause?: unknown };
  const wraps = textOf(failure, 'code')?.startsWith('UND_ERR_PRX_') ?? true;
  return wraps && typeof cause === 'object' && cause !== null && textOf(cause, 'code') !== undefined
    ? innermost(cause)
    : failure;
}

/** undici tells a proxy's refusal in words only: "Proxy response (407) !== 200 when HTTP Tunneling". */
function proxyStatusOf(error: object): number | undefined {
  const status = /^Proxy response \((\d{3})\)|^Proxy Authentication Required \((407)\)/.exec(
    textOf(error, 'message') ?? '',
  );
  return status ? Number(status[1] ?? status[2]) : undefined;
}

function textOf(error: object, field: string): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
