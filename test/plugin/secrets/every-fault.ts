import type { Fault, TenantCall } from '../../../src/testing/index.ts';
import { fault, pageFault } from '../../../src/testing/index.ts';
import { incidentItem } from '../cortex-items.ts';

type Effect = ReturnType<ReturnType<Fault>>;
type Answer = { status: number; headers?: Record<string, string>; body: string | object };

/** An answer that repeats what the client authenticated with, the way `put` puts it. */
function echo(put: (authorization: string) => Answer): Fault<TenantCall> {
  return () =>
    (call): Effect => {
      const { status, headers = {}, body } = put(call.headers['authorization'] ?? '');
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return { kind: 'stream', head: { status, headers }, chunks: () => [Buffer.from(text)], gzip: false };
    };
}

const error = (text: string, status = 500): Answer => ({ status, body: { reply: { err_code: 500, err_msg: text } } });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');

/** What can happen to a call, by name. The echoes are what a debugging proxy or a helpful server does. */
export const everyFault: Readonly<Record<string, Fault<TenantCall>>> = {
  none: fault.none(),
  ...Object.fromEntries(
    [204, 206, 400, 401, 402, 403, 404, 405, 407, 408, 413, 418, 429, 500, 501, 502, 503, 504].map((status) => [
      `status ${status}`,
      fault.status(status),
    ]),
  ),
  'Retry-After with 429': fault.retryAfter('2'),
  'Retry-After with 503': fault.retryAfter('nonsense', 503),
  'broken JSON': fault.raw('{"reply":{"incidents":['),
  'no JSON': fault.raw(Buffer.of(0xff, 0x00, 0xfe)),
  'an empty answer': fault.raw(''),
  'a web page': fault.html(),
  'a web page with 403': fault.html(403),
  'a redirect': fault.redirect('https://sign-in.example/?next=/'),
  'a reset before': fault.reset('before'),
  'a reset after': fault.reset('after'),
  'a cut answer': fault.cut(0.5, 'reset'),
  'an answer closed early': fault.cut(0.5, 'close'),
  'no answer': fault.hang('nothing'),
  'headers without a body': fault.hang('headers'),
  'a dripping answer': fault.drip(40),
  'an oversized answer': fault.huge(20 * 1024 * 1024),
  'an answer without end': fault.endlessBody(),
  'every second call fails': fault.every(2, fault.status(500)),
  'a lying count': pageFault.count(9_999),
  'a list that is null': pageFault.nullList(),
  'rows out of order': pageFault.unsorted(),
  'an error inside a success': pageFault.errorInside(403, 'Forbidden'),
  'a list as the reply': pageFault.listReply(),
  'the same page again and again': pageFault.samePage(),
  'pages without end': pageFault.freshPages((number) => incidentItem(number, 1_772_000_000_000 + number * 1000), 20),
  'rows of another form': pageFault.rows((_row, index) => (index % 2 === 0 ? index : null)),
  'rows without a time': pageFault.rows((row) => ({ ...(row as object), modification_time: null })),
  'an echo in an error': echo((sent) => error(`bad header: ${sent}`)),
  'an echo in a refusal': echo((sent) => error(`unknown key ${sent}`, 401)),
  'an echo in base64': echo((sent) => error(`Basic ${base64(`user:${sent}`)}`)),
  'an echo in hex': echo((sent) => error(`0x${hex(sent)}`)),
  'an echo in a URL': echo((sent) => error(`https://example.com/?key=${encodeURIComponent(sent)}`)),
  'an echo over the end of what is quoted': echo((sent) => error(`${'.'.repeat(190)}${sent}`)),
  'an echo in a web page': echo((sent) => ({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: `<html><pre>${sent}</pre>`,
  })),
  'an echo in broken JSON': echo((sent) => ({ status: 200, body: `{"authorization":"${sent}` })),
  'an echo in a redirect': echo((sent) => ({
    status: 302,
    headers: { location: `https://example.com/${encodeURIComponent(sent)}` },
    body: '',
  })),
  'an echo in the redirect’s host': echo((sent) => ({
    status: 302,
    headers: { location: `https://${hex(sent).slice(0, 60)}.${hex(sent)}/` },
    body: '',
  })),
  'an echo in Retry-After': echo((sent) => ({ status: 429, headers: { 'retry-after': sent }, body: {} })),
  'an echo in the encoding': echo((sent) => ({ status: 200, headers: { 'content-encoding': sent }, body: '{}' })),
  'an echo in a list of validation errors': echo((sent) => ({
    status: 500,
    body: { reply: { err_code: 500, err_msg: 'invalid', err_extra: [{ loc: ['header'], msg: sent }, { [sent]: 1 }] } },
  })),
};
