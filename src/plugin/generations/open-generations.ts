import { ConnectorError, isConnectorError, type Memo } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Generation } from './generation.ts';

export interface GenerationsOptions {
  readonly api: CortexApi;
  readonly memo: Memo;
  readonly setting: 'auto' | Generation;
  /** The list that is asked to find out, of each generation. */
  readonly paths: Readonly<Record<Generation, string>>;
}

/** Which generation of the API the tenant speaks. */
export interface Generations {
  /** The one to ask. */
  now(): Generation;
  /**
   * Goes on with finding out, where an earlier question was cut off: before anything is asked.
   * @throws ConnectorError of the question.
   */
  settle(signal: AbortSignal): Promise<void>;
  /**
   * True when an error means that the tenant speaks the other generation, which is asked from now on: the path in use is
   * unknown, the other one answers, and the first is still unknown. Nothing else is taken for it, no refusal, no
   * failure: those are thrown as they are.
   */
  changed(error: unknown, asked: Generation, signal: AbortSignal): Promise<boolean>;
}

const memoKey = 'api-generation';

/** What is known of the generation a tenant speaks, without asking. */
export function knownGeneration(memo: Memo, setting: GenerationsOptions['setting']): Generation {
  if (setting !== 'auto') return setting;
  return memo.get(memoKey) === 'cases' ? 'cases' : 'incidents';
}

/** What an unknown path is taken for until it is settled. */
interface Suspicion {
  readonly otherAnswers: boolean;
  /** Questions about the other path, one after the other, that were answered neither way. */
  readonly inVain: number;
}

const mostInVain = 2;
const others = { incidents: 'cases', cases: 'incidents' } as const;

export function openGenerations({ api, memo, setting, paths }: GenerationsOptions): Generations {
  let suspicion: Suspicion | undefined;
  let deciding: Promise<boolean> | undefined;

  const now = (): Generation => knownGeneration(memo, setting);

  /** Every answer is kept, so that it goes on from there when the next question fails. */
  async function decide(signal: AbortSignal): Promise<boolean> {
    const [current, other] = [now(), others[now()]];
    if (!suspicion?.otherAnswers) {
      if (await isWellAgain(current, signal)) return false;
      const answers = await servesOther(other, signal);
      suspicion = answers ? { otherAnswers: true, inVain: 0 } : undefined;
      if (!answers) return false;
    }
    const isFalseAlarm = await serves(current, signal);
    suspicion = undefined;
    if (isFalseAlarm) throw momentarily(paths[current]);
    memo.set(memoKey, other);
    return true;
  }

  /** A key may lack the right to the other path for good: it must not keep us from the one that was unknown for a moment. */
  async function isWellAgain(current: Generation, signal: AbortSignal): Promise<boolean> {
    if ((suspicion?.inVain ?? 0) < mostInVain) return false;
    const isKnown = await serves(current, signal);
    suspicion = isKnown ? undefined : { otherAnswers: false, inVain: 0 };
    return isKnown;
  }

  async function servesOther(other: Generation, signal: AbortSignal): Promise<boolean> {
    try {
      return await serves(other, signal);
    } catch (error) {
      suspicion = { otherAnswers: false, inVain: (suspicion?.inVain ?? 0) + 1 };
      throw error;
    }
  }

  async function serves(generation: Generation, signal: AbortSignal): Promise<boolean> {
    try {
      await api.post(paths[generation], { request_data: { filters: [], search_from: 0, search_to: 1 } }, signal);
      return true;
    } catch (error) {
      if (isUnknownPath(error)) return false;
      throw error;
    }
  }

  /** Several questions may fail at the same time: one of them finds out for all. */
  async function decideOnce(signal: AbortSignal): Promise<boolean> {
    deciding ??= decide(signal).finally(() => {
      deciding = undefined;
    });
    return deciding;
  }

  return {
    now,
    async settle(signal) {
      if (suspicion) await decideOnce(signal);
    },
    async changed(error, asked, signal) {
      if (setting !== 'auto' || !isUnknownPath(error)) return false;
      if (asked !== now()) return true;
      suspicion ??= { otherAnswers: false, inVain: 0 };
      return decideOnce(signal);
    },
  };
}

/** An unknown path is answered with HTTP 500 and plain text, or 404 (Cortex XDR REST API, Error Responses). */
function isUnknownPath(error: unknown): boolean {
  return isConnectorError(error) && error.code === 'API-404';
}

function momentarily(path: string): ConnectorError {
  return new ConnectorError('unavailable', `the API did not know ${path} for a moment, and knows it again`, {
    code: 'API-5xx',
    remedy: 'Nothing: it goes on by itself.',
  });
}
