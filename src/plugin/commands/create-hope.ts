import { ConnectorError, type ErrorKind } from '../../contract/index.ts';

/** What is wrong with the key or the way there is wrong for every input. */
const alikeForAll: ReadonlySet<ErrorKind> = new Set(['auth', 'permission', 'license', 'untrusted']);
/** What has outlasted patience twice in a row will outlast it again. */
const lasting: ReadonlySet<ErrorKind> = new Set(['throttled', 'unavailable']);

/** Of an output: its disk is full, or its directory is none to write to. */
const unwritable = 'DISK-702';

/** Whether the next of many inputs is worth asking for, after what those before it have met. */
export interface Hope {
  /** What the next one fails with, unasked, since every further one would meet the same; undefined: it is worth a try. */
  lost(): ConnectorError | undefined;
  /** What became of one that was asked for; undefined: it went well. */
  met(error: ConnectorError | undefined): void;
}

export interface HopeOptions {
  /**
   * Whether a key may have a right to some inputs and not to others, as keys with a scope do: a refusal for one says nothing
   * of the next.
   */
  readonly scoped?: boolean;
}

export function createHope({ scoped = false }: HopeOptions = {}): Hope {
  let before: ConnectorError | undefined;
  let lost: ConnectorError | undefined;

  function isLastStraw({ kind, code }: ConnectorError): boolean {
    if (alikeForAll.has(kind)) return !(scoped && kind === 'permission');
    return (lasting.has(kind) && before?.kind === kind) || (code === unwritable && before?.code === code);
  }

  return {
    lost: () => lost,
    met(error) {
      if (error && isLastStraw(error)) lost ??= notTried(error);
      before = error;
    },
  };
}

/** The same for an input that was not asked for. */
function notTried(error: ConnectorError): ConnectorError {
  const { kind, message, code, remedy, status } = error;
  return new ConnectorError(kind, `not tried, after: ${message}`, {
    ...(code !== undefined && { code }),
    ...(remedy !== undefined && { remedy }),
    ...(status !== undefined && { status }),
  });
}
