import type { Clock } from '../../../contract/index.ts';

const everyMs = 3_600_000;

/** Forgets at once and then every hour, until it is aborted: what is too old goes although nobody runs a command. */
export async function forgetRegularly(
  forget: () => Promise<void>,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await forget();
    await clock.sleep(everyMs, signal).catch(() => undefined);
  }
}
