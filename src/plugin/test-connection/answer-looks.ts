import type { Clock, ConnectorError } from '../../contract/index.ts';
import { explain, type Hint } from './explain.ts';
import { failed, type Look, ok } from './finding.ts';
import { judgeClock } from './judge-clock.ts';
import { judgeKey, showsAcceptedKey } from './judge-key.ts';
import { judgeRecord } from './judge-record.ts';
import type { KeyFacts } from './key-facts.ts';
import type { Reading } from './read-one.ts';

/** What the stages above the network ask. */
export interface Questions {
  /** One record of the source; asked once. */
  readonly reading: (signal: AbortSignal) => Promise<Reading>;
  /** What the API tells about the key; undefined where it has no such call. */
  readonly keyFacts: (signal: AbortSignal) => Promise<KeyFacts | undefined>;
  readonly isCortex: (signal: AbortSignal) => Promise<boolean | undefined>;
  /** What a key needs, by what was refused. */
  readonly permission: (refused: Pick<ConnectorError, 'message'>) => string;
  /** What the tenant turned out to have, in a sentence; empty where there is nothing to find out. */
  readonly found: () => string;
  readonly clock: Pick<Clock, 'now'>;
}

/** The stages that are all read off one answer: that of the call which every poll makes. */
export interface AnswerLooks {
  readonly clock: Look;
  readonly authentication: Look;
  readonly permission: Look;
  readonly mapping: Look;
}

export function answerLooks(questions: Questions): AnswerLooks {
  const { reading, keyFacts, clock } = questions;
  const hint = (error: ConnectorError, signal: AbortSignal): Hint => ({
    permission: questions.permission(error),
    isCortex: () => questions.isCortex(signal),
  });

  return {
    clock: async (signal) => judgeClock(await reading(signal)),
    authentication: async (signal) => {
      const read = await reading(signal);
      const { error, findings } = read;
      // No answer, or a refusal: another call would bring nothing new.
      const settled = error && (findings.status === undefined || error.kind === 'auth' || error.kind === 'throttled');
      const facts = settled ? undefined : await keyFacts(signal);
      if (error && !showsAcceptedKey(read) && !facts?.accepted) return explain(error, hint(error, signal));
      return judgeKey(read, facts, clock.now() - (findings.clockSkewMs ?? 0));
    },
    permission: async (signal) => {
      const { error, record } = await reading(signal);
      if (error) return explain(error, hint(error, signal));
      return ok(`${record ? 'One record was read.' : 'The list was read; it is empty.'}${questions.found()}`);
    },
    mapping: async (signal) => {
      const { error, record } = await reading(signal);
      return error ? failed(error) : judgeRecord(record);
    },
  };
}
