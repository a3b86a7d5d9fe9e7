import { fault, otlpFault, type Fault, type OtlpCall } from '../../src/testing/index.ts';
import { rpcStatus } from '../../src/testing/otlp/otlp-answers.ts';

type Effect = ReturnType<ReturnType<Fault>>;
interface Words {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An endpoint, or a proxy before it, that repeats what it was sent: `put` says how. */
function echo(put: (sent: string) => Words): Fault<OtlpCall> {
  return () =>
    (call): Effect => {
      const { status, headers = { 'content-type': 'text/plain' }, body } = put(sentIn(call));
      return { kind: 'stream', head: { status, headers }, chunks: () => [Buffer.from(body)], gzip: false };
    };
}

function sentIn({ headers }: OtlpCall): string {
  return `${headers['authorization'] ?? ''} ${headers['x-tenant-token'] ?? ''}`;
}

const tokenOf = (sent: string) => sent.split(' ').at(-1) ?? '';
const encoded = (text: string, as: 'base64' | 'hex') => Buffer.from(text).toString(as);

/** All that an endpoint may do, once each: the echoes last. */
export const everyEndpointFault: readonly Fault<OtlpCall>[] = [
  ...[301, 400, 401, 403, 404, 405, 407, 408, 413, 415, 422, 429, 500, 501, 502, 503, 504].map((status) =>
    otlpFault.status(status),
  ),
  fault.html(),
  fault.raw('{"partialSuccess":'),
  fault.reset('before'),
  fault.reset('after'),
  fault.cut(0.5),
  fault.hang(),
  ...[400, 401, 403, 404, 413, 415, 429, 500, 503, 418].flatMap((status) => [
    echo((sent) => ({ status, body: `these headers are wrong: ${sent}` })),
    echo((sent) => ({ status, body: `${' '.repeat(3980)}${sent}` })),
  ]),
  echo((sent) => ({ status: 500, body: encoded(sent, 'base64') })),
  echo((sent) => ({ status: 500, body: encoded(sent, 'hex') })),
  echo((sent) => ({ status: 500, body: encodeURIComponent(sent) })),
  echo((sent) => ({ status: 500, body: JSON.stringify({ message: JSON.stringify({ sent }) }) })),
  echo((sent) => ({ status: 200, headers: { 'content-type': `text/${tokenOf(sent)}` }, body: 'hello' })),
  echo((sent) => ({ status: 200, headers: { 'content-type': 'text/html' }, body: `<pre>${sent}</pre>` })),
  echo((sent) => ({ status: 200, headers: { 'content-type': 'application/json' }, body: `{"sent":"${sent}` })),
  echo((sent) => ({ status: 302, headers: { location: `http://127.0.0.1/${tokenOf(sent)}` }, body: '' })),
  echo((sent) => ({ status: 429, headers: { 'retry-after': tokenOf(sent) }, body: '' })),
  echo((sent) => ({ status: 503, headers: { date: sent, 'retry-after': '1' }, body: '' })),
];

/** Refuses the records of these incidents, and quotes the headers as the reason. */
export function echoingRefusal(ids: readonly string[]): Fault<OtlpCall> {
  return fault.when(
    ({ records }: OtlpCall) => records.some(({ body }) => ids.includes((body as { incident_id: string }).incident_id)),
    () => (call) => ({
      kind: 'answer',
      make: () => rpcStatus(call.encoding, 400, `refused, sent with ${sentIn(call)}`),
    }),
  );
}

/** Takes all but one record, and quotes the headers in the message. */
export const echoingPartialSuccess: Fault<OtlpCall> = () => (call) => {
  const inner = otlpFault.partialSuccess(1, `quota of ${sentIn(call)}`)();
  return inner(call);
};
