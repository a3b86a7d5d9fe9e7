import type { EgressOptions } from '../../contract/index.ts';
import type { Dispatcher } from 'undici';
import type { NotifyChannel } from '../config/configuration.ts';
import type { Channel } from './channel.ts';
import { noticeJson } from './notice-text.ts';

const timeoutMs = 10_000;

/** POSTs a message as JSON. Any 2xx means that it was taken; redirects are not followed. */
export function webhookChannel(
  settings: Extract<NotifyChannel, { kind: 'webhook' }>,
  egress: (options: EgressOptions) => Dispatcher,
): Channel {
  const url = new URL(settings.url.reveal());
  const dispatcher = egress({ connectTimeoutMs: timeoutMs, addresses: 'private-allowed' });
  const headers = Object.fromEntries(Object.entries(settings.headers).map(([name, value]) => [name, value.reveal()]));
  return {
    // The path of a webhook is its secret as a rule.
    name: `webhook ${url.host}`,
    async send(notice, signal) {
      const { statusCode, body } = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'cortex-otel' },
        body: JSON.stringify(noticeJson(notice)),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await body.dump();
      if (statusCode < 200 || statusCode > 299) throw new Error(`answered HTTP ${statusCode}`);
    },
    close: async () => dispatcher.close(),
  };
}
