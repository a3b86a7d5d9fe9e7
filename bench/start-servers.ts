import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ReceivedRecord } from '../src/testing/index.ts';

/** What the servers answer, by what they are asked. */
export interface Answers {
  readonly open: { readonly tenantUrl: string; readonly endpointUrl: string };
  /** An endpoint that keeps the records. */
  readonly 'open to keep': Answers['open'];
  /** An endpoint that takes 300 ms for every answer, and has no time for every tenth request (503). */
  readonly 'open in trouble': Answers['open'];
  /** Different records the endpoint has accepted since it was opened. */
  readonly records: number;
  readonly received: readonly ReceivedRecord[];
}
export interface Question {
  readonly ask: keyof Answers;
}

export interface Servers {
  ask<Ask extends keyof Answers>(ask: Ask): Promise<Answers[Ask]>;
  close(): void;
}

/** Starts a tenant that holds so many records of a day, and an endpoint that is replaced whenever it is `open`ed. */
export async function startServers(records: { readonly incidents: number; readonly audits: number }): Promise<Servers> {
  const env = { ...process.env, BENCH_INCIDENTS: String(records.incidents), BENCH_AUDITS: String(records.audits) };
  const child = fork(fileURLToPath(new URL('./servers.ts', import.meta.url)), { env });
  await once(child, 'message');
  return {
    async ask<Ask extends keyof Answers>(ask: Ask) {
      const answered = once(child, 'message');
      child.send({ ask } satisfies Question);
      const [answer] = (await answered) as [Answers[Ask]];
      return answer;
    },
    close: () => void child.kill(),
  };
}
