import type { Clock } from '../../contract/index.ts';
import { createRedactor } from '../../shared/redact.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { ProxyEnvironment } from './connection-agent.ts';
import type { OtlpDestination } from './destination.ts';
import { createExportChannel } from './export-channel.ts';
import { shownUrl } from './logs-url.ts';
import type { Outcome } from './outcome.ts';
import type { PreparedRecord } from './to-log-records.ts';

/** One endpoint: takes a request's records, tells what they came to. */
export interface OtlpEndpoint {
  /** For display. */
  readonly url: string;
  /** Sends once; twice where compression is refused. Never throws but for the signal's reason. */
  send(records: readonly PreparedRecord[], countRequest: CountRequest, signal: AbortSignal): Promise<Outcome>;
  close(): void;
}

/** Called once per request with its bytes. */
export type CountRequest = (bytes: number) => void;

export function createOtlpEndpoint(
  destination: OtlpDestination,
  clock: Clock,
  proxies: ProxyEnvironment,
): OtlpEndpoint {
  const channel = createExportChannel(destination, proxies);
  const redactor = createRedactor(secretsOf(destination));
  const url = shownUrl(destination.endpoint);
  let compression = destination.compression;

  const sendAs = async (
    records: readonly PreparedRecord[],
    encodedAs: 'none' | 'gzip',
    countRequest: CountRequest,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    const readables = records.map(({ readable }) => readable);
    const observed = await channel.send(readables, encodedAs, signal);
    if (observed.kind !== 'unencodable' && observed.kind !== 'unsent') countRequest(observed.bytes);
    return classifyAnswer(observed, {
      encoding: destination.encoding,
      records: records.length,
      nowMs: clock.now(),
      endpoint: url,
      redact: (text) => redactor.redact(text),
    });
  };

  return {
    url,
    async send(records, countRequest, signal) {
      const outcome = await sendAs(records, compression, countRequest, signal);
      if (outcome.kind !== 'encoding-refused' || compression === 'none') return outcome;
      const plain = await sendAs(records, 'none', countRequest, signal);
      if (plain.kind === 'accepted') compression = 'none';
      return plain;
    },
    close: () => channel.close(),
  };
}

function secretsOf({ headers, endpoint }: OtlpDestination): string[] {
  const { username, password } = new URL(endpoint);
  const values = Object.values(headers).map((secret) => secret.reveal());
  // Of `Bearer …` an endpoint echoes the token without the scheme.
  const tokens = values.flatMap((value) => [value, ...value.split(' ').slice(1)]);
  return [...tokens, decodeURIComponent(username), decodeURIComponent(password)];
}
