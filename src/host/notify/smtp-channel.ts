import { createTransport } from 'nodemailer';
import type { NotifyChannel } from '../config/configuration.ts';
import type { Channel } from './channel.ts';
import { noticeSubject, noticeText } from './notice-text.ts';

const timeoutMs = 10_000;

/** Sends a message by e-mail. Certificates are always checked; with `starttls` nothing is said before it is encrypted. */
export function smtpChannel(settings: Extract<NotifyChannel, { kind: 'smtp' }>): Channel {
  const { host, port, security, user, password, from, to } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password?.reveal() ?? '' } }),
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing of a message may name a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: `smtp ${host}:${port}`,
    async send(notice) {
      const { rejected } = await transport.sendMail({
        from,
        to: [...to],
        subject: noticeSubject(notice),
        text: noticeText(notice),
        headers: { 'auto-submitted': 'auto-generated' },
      });
      if (rejected.length > 0) throw new Error(`refused ${rejected.length} of ${to.length} recipients`);
    },
    close: async () => transport.close(),
  };
}
