import type { Memo } from '../../contract/index.ts';
import type { KeyType } from '../cortex-config.ts';
import type { SigningType } from './auth-headers.ts';

/** What one attempt came to, as far as the key is concerned. */
export interface KeyAttempt {
  /** The key was refused (401). */
  readonly refused: boolean;
  /** The key was accepted: the answer is one that only a known caller gets. */
  readonly accepted: boolean;
  /** How far the time that was signed is from the answer's `Date`, milliseconds; undefined without one. */
  readonly signedOffMs: number | undefined;
}

/** Finds out, and remembers, how a key must be sent. */
export interface KeyTypes {
  /** The type that is known to work. */
  known(): SigningType | undefined;
  /**
   * Makes up to three attempts, freshly signed each, until the key is not refused; gives the last one's result.
   * Known type: a refusal is tried once more, then the type is forgotten. Unknown: Advanced, again with the server's
   * time if the time that was signed is what may have been wrong, then Standard.
   */
  attempt<T extends KeyAttempt>(send: (type: SigningType) => Promise<T>): Promise<T>;
}

/** Where the type that worked is remembered in {@link Memo}. */
const keyTypeMemo = 'key_type';

const toleratedOffMs = 60_000;

/** `configured` is the setting; a key without id (XSOAR 6) is always sent as it is. */
export function createKeyTypes(configured: KeyType, keyId: string | undefined, memo: Memo): KeyTypes {
  const fixed: SigningType | undefined =
    keyId === undefined ? 'standard' : configured === 'auto' ? undefined : configured;
  const candidates: readonly SigningType[] = fixed ? [fixed] : ['advanced', 'standard'];

  const known = (): SigningType | undefined => candidates.find((type) => type === memo.get(keyTypeMemo));
  const remember = (type: SigningType | undefined) => {
    if (memo.get(keyTypeMemo) !== type) memo.set(keyTypeMemo, type);
  };

  return {
    known,
    attempt: async (send) => {
      const trusted = known();
      const plan: SigningType[] = trusted ? [trusted, trusted] : [...candidates];
      let mayBeTheTime = trusted === undefined;
      for (;;) {
        const type = plan.shift() ?? 'standard';
        const result = await send(type);
        if (result.accepted) remember(type);
        if (!result.refused) return result;
        if (type === 'advanced' && mayBeTheTime && Math.abs(result.signedOffMs ?? 0) > toleratedOffMs) {
          mayBeTheTime = false;
          plan.unshift(type);
        }
        if (plan.length === 0) {
          remember(undefined);
          return result;
        }
      }
    },
  };
}
