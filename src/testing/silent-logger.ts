import type { Logger } from '../contract/index.ts';

/** A {@link Logger} that says nothing. */
export function silentLogger(): Logger {
  const say = () => {};
  return { debug: say, info: say, warn: say, error: say };
}
