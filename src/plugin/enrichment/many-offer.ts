import type { Clock, ConnectorError, Memo } from '../../contract/index.ts';

/** Whether the tenant answers for many incidents at once, which no document promises. */
export interface ManyOffer {
  /** It does, or nobody knows: worth asking. */
  isOpen(): boolean;
  /** It did not answer so. Gives true when it will not be asked for a while. */
  failed(error: ConnectorError): boolean;
}

const memoKey = 'many_extra_data_from';

const minuteMs = 60_000;
const longestMs = 3 * 24 * 60 * minuteMs;

/** How long to do without, by what an answer came to. What is missing here says nothing of the offer. */
const closedMs: Partial<Readonly<Record<ConnectorError['kind'], number>>> = {
  config: longestMs,
  permission: longestMs,
  license: longestMs,
  protocol: longestMs,
  // Perhaps all of the API: asking for one incident tells.
  unavailable: 10 * minuteMs,
};

/** Remembers across restarts from when on it is to be asked for again. */
export function createManyOffer(memo: Memo, clock: Clock): ManyOffer {
  return {
    isOpen: () => {
      const leftMs = Number(memo.get(memoKey) ?? 0) - clock.now();
      // A clock that was set back must not close it for years.
      return !(leftMs > 0 && leftMs <= longestMs);
    },
    failed: ({ kind }) => {
      const forMs = closedMs[kind];
      if (forMs !== undefined) memo.set(memoKey, String(clock.now() + forMs));
      return forMs !== undefined;
    },
  };
}
