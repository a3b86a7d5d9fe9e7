import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

/** Server-sent events as they arrive, each with its lines. */
export function createEventReader(answer: IncomingMessage) {
  const arrived: string[] = [];
  let rest = '';
  answer.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n\n');
    rest = parts.pop() ?? '';
    arrived.push(...parts);
    if (parts.length > 0) answer.emit('event');
  });
  // Torn by whoever leaves.
  answer.on('error', () => {});
  return {
    answer,
    /** The next one that has not been taken yet. */
    async next(): Promise<string> {
      while (arrived.length === 0) await once(answer, 'event');
      return arrived.shift() ?? '';
    },
    /** How many have arrived that nobody has taken. */
    waiting: () => arrived.length,
    /** Resolves when the stream ends: whether properly. */
    async ended(): Promise<boolean> {
      if (!answer.readableEnded && !answer.destroyed) await once(answer, 'end');
      return answer.complete;
    },
    leave: () => answer.destroy(),
  };
}
