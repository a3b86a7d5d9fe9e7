import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { expect, test } from 'vitest';
import type { CommandResult } from '../../src/contract/index.ts';
import type { JsonObject } from '../../src/testing/index.ts';
import type { CliProcess } from '../cli/cli-process.ts';
import { type Workplace, workplace } from '../cli/workplace.ts';

const query = 'dataset = xdr_data';
const input = JSON.stringify({ query, start_time: '2026-03-02 07:00', end_time: '2026-03-02 08:00', wait: true });

/** So many rows of about 1 KiB each, made while they are sent. */
function* rows(count: number): Generator<JsonObject> {
  const at = Date.UTC(2026, 2, 2, 7);
  for (let index = 0; index < count; index += 1)
    yield { event_id: index, _time: at, text: `${index} `.repeat(520).slice(0, 1040) };
}

/** The most memory a process has had until it ended, MiB; looked at as long as it lives. */
async function peakOf(child: CliProcess): Promise<number> {
  let peak = 0;
  const ended = child.ended.then(() => true);
  for (;;) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
    const pause = new Promise<false>((resolve) => setTimeout(() => resolve(false), 20));
    if (await Promise.race([ended, pause])) return peak;
  }
}

async function streamed(place: Workplace, count: number, gzip: boolean) {
  place.model.xql.put(query, { rows: () => rows(count), durationMs: 0 });
  const given = JSON.stringify({ ...(JSON.parse(input) as object), is_gzip_compressed: gzip });
  const file = join(place.directory, `rows-${count}-${gzip}`);
  const child = place.start('command', 'start-xql-query', '--input', given, '--output', file, '--json');
  const peakMiB = await peakOf(child);
  const { code, stdout, stderr } = await child.ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return { result: JSON.parse(stdout) as CommandResult, file, peakMiB };
}

async function hashOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}

test.for([false, true])(
  '200 MB of rows take no more memory than 20 MB do, as gzip: %s',
  { timeout: 120_000 },
  async (gzip) => {
    const place = await workplace({ incidents: 0 });
    await place.configure();
    const few = await streamed(place, 20_000, gzip);
    const many = await streamed(place, 200_000, gzip);
    expect(many.result).toMatchObject({ returnData: 'Successful', keyFields: { rows: 200_000 } });
    const [saved] = many.result.files;
    expect(saved?.bytes).toBe((await stat(many.file)).size);
    expect(saved?.sha256).toBe(await hashOf(createReadStream(many.file)));
    const plain = gzip ? createReadStream(many.file).pipe(createGunzip()) : createReadStream(many.file);
    let bytes = 0;
    for await (const chunk of plain) bytes += (chunk as Buffer).length;
    expect(bytes).toBeGreaterThan(200_000_000);
    console.info(
      `200 MB of rows, gzip ${gzip}: peak ${many.peakMiB.toFixed(0)} MiB; 20 MB: ${few.peakMiB.toFixed(0)} MiB`,
    );
    // What is alive does not grow; what is not yet collected may, a little.
    expect(many.peakMiB - few.peakMiB).toBeLessThan(50);
  },
);
