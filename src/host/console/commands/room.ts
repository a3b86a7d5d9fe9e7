import { ConnectorError } from '../../../contract/index.ts';

/** Room on the disk, shared by what calls under way are bringing and what has been kept of those that have ended. */
export interface Room {
  /** A call begins to bring something. */
  open(call: string): void;
  /**
   * So many bytes more are about to be written for it. Resolves when what is kept of others has made room.
   * @throws ConnectorError `state`, FILE-803, where it would have more than it leaves to the others.
   */
  claim(call: string, bytes: number): Promise<void>;
  /** They have been removed again. */
  giveBack(call: string, bytes: number): void;
  /** It has ended: what it has brought is kept from now on. */
  close(call: string): void;
  isOpen(call: string): boolean;
  /** As much as may be kept of those that have ended, bytes. */
  forEnded(): number;
}

export interface RoomParts {
  readonly mostBytes: number;
  /** Removes what is kept beyond {@link Room.forEnded}. */
  readonly tidy: () => Promise<void>;
}

/** Not for every few bytes is something removed, but for this share of all at once. */
const step = 1 / 64;

export function createRoom({ mostBytes, tidy }: RoomParts): Room {
  const claims = new Map<string, number>();
  /** As much as those under way have been made room for. */
  let cleared = 0;

  const together = (): number => [...claims.values()].reduce((sum, bytes) => sum + bytes, 0);

  function add(call: string, bytes: number): void {
    claims.set(call, Math.max(0, (claims.get(call) ?? 0) + bytes));
  }

  return {
    open: (call) => add(call, 0),
    async claim(call, bytes) {
      const own = (claims.get(call) ?? 0) + bytes;
      // Half of it where nothing else is under way, and always some for whoever comes later.
      const left = mostBytes - together() - bytes;
      if (own > left) throw tooLarge();
      add(call, bytes);
      if (together() <= cleared) return;
      cleared = Math.min(mostBytes, together() + mostBytes * step);
      await tidy();
    },
    giveBack: (call, bytes) => add(call, -bytes),
    close(call) {
      claims.delete(call);
      cleared = together();
    },
    isOpen: (call) => claims.has(call),
    forEnded: () => mostBytes - cleared,
  };
}

function tooLarge(): ConnectorError {
  return new ConnectorError('state', 'the command brings more than there is room for in the console', {
    code: 'FILE-803',
    remedy: 'Narrow it, or run it on the command line, which saves it where you say.',
  });
}
