import { plainText } from '../../shared/plain-text.ts';
import type { Notice } from './notice.ts';

/** One line. */
export function noticeSubject({ change, connector, topic, status }: Notice): string {
  const state = { action: status, expiry: 'about to expire', retention: 'records about to be lost' }[topic];
  const word = change === 'raised' ? state : { action: 'recovered', expiry: 'renewed', retention: 'caught up' }[topic];
  return plainText(`[cortex-otel] ${connector.name}: ${word}`);
}

/** What a person reads: what happened, since when, what to do. Plain text. */
export function noticeText({ connector, atMs, message, code, remedy }: Notice): string {
  const lines = [
    plainText(message),
    ...(remedy === undefined ? [] : ['', `What to do: ${plainText(remedy)}`]),
    '',
    `Connector: ${plainText(connector.name)} (${connector.id}, ${connector.source})`,
    `Time: ${new Date(atMs).toISOString()}`,
    ...(code === undefined ? [] : [`Code: ${code} (docs/errors.md)`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a program reads. The keys stay as they are. */
export function noticeJson(notice: Notice) {
  const { topic, change, connector, atMs, status, message, code, remedy } = notice;
  const told = { code: code ?? null, remedy: remedy ?? null };
  // `text` is what Slack, Mattermost and Teams show of a message they are sent.
  const text = `${noticeSubject(notice)}\n${noticeText(notice)}`;
  return { version: 1, topic, change, connector, at: new Date(atMs).toISOString(), status, message, ...told, text };
}
