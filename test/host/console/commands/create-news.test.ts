import { describe, expect, test } from 'vitest';
import { createNews } from '../../../../src/host/console/commands/create-news.ts';
import { testStartMs } from '../../../../src/testing/index.ts';
import { createVirtualClock } from '../../../../src/testing/virtual-clock.ts';

const never = new AbortController().signal;
const isNumber = (item: string | number) => typeof item === 'number';

function begin() {
  const clock = createVirtualClock(testStartMs);
  const news = createNews<string | number>(clock);
  const work = Promise.withResolvers<void>();
  return { clock, news, work, heard: news.follow(work.promise, never) };
}

describe('what is told of some work', () => {
  test('is heard as it is said, and ends with the work, well or not', async () => {
    for (const end of ['resolve', 'reject'] as const) {
      const { news, work, heard } = begin();
      news.say('begun');
      expect(await heard.next()).toEqual({ done: false, value: 'begun' });
      const next = heard.next();
      news.say(1, isNumber);
      expect(await next).toEqual({ done: false, value: 1 });
      const last = heard.next();
      work[end]();
      expect(await last).toEqual({ done: true, value: undefined });
    }
  });

  test('is skipped where it has been replaced before anybody heard it', async () => {
    const { news, heard } = begin();
    news.say('begun');
    for (let step = 1; step <= 1000; step += 1) news.say(step, isNumber);
    expect((await heard.next()).value).toBe('begun');
    expect((await heard.next()).value).toBe(1000);
  });

  test('is heard although the work was over at once', async () => {
    const { news, work, heard } = begin();
    news.say('begun');
    work.resolve();
    expect((await heard.next()).value).toBe('begun');
    expect((await heard.next()).done).toBe(true);
  });

  test('is said again after a long silence, so that nobody gives up the connection', async () => {
    const { clock, news, heard } = begin();
    news.say('begun');
    await heard.next();
    const again = heard.next();
    await clock.untilSleeping();
    await clock.advance(20_000);
    expect(await again).toEqual({ done: false, value: 'begun' });
  });

  test('ends when nobody listens any more', async () => {
    const clock = createVirtualClock(testStartMs);
    const gone = new AbortController();
    const heard = createNews<string>(clock).follow(new Promise(() => {}), gone.signal);
    const next = heard.next();
    gone.abort();
    expect((await next).done).toBe(true);
  });
});
