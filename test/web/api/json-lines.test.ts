import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLines } from '../../../src/web/api/json-lines.ts';

function streamOf(
  chunks: readonly Uint8Array<ArrayBuffer>[],
  onCancel = (): void => {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const rest = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    cancel: onCancel,
  });
}

async function all(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of jsonLines(stream)) values.push(value);
  return values;
}

test('lines come out whole wherever the stream is cut, in the middle of a letter too', async () => {
  const values = [{ name: 'Grüße 東京 🔑' }, ['a\nb'], 7];
  const bytes = new TextEncoder().encode(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((end, index) => bytes.slice(places[index], end));
      expect(await all(streamOf(chunks))).toEqual(values);
    }),
  );
});

test('a last line needs no end, and an empty one is none', async () => {
  expect(await all(streamOf([new TextEncoder().encode('1\n\n2')]))).toEqual([1, 2]);
});

test('leaving early cancels the stream', async () => {
  let cancelled = false;
  const line = new TextEncoder().encode('1\n');
  const endless = streamOf(
    Array.from({ length: 1000 }, () => line),
    () => (cancelled = true),
  );
  for await (const value of jsonLines(endless)) if (value === 1) break;
  expect(cancelled).toBe(true);
});
