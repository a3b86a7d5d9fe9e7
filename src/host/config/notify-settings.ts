import { z } from 'zod';
import { headerMap } from './header-map.ts';
import { text, webhookUrl } from './setting-kinds.ts';

const webhookSettings = z.strictObject({
  url: webhookUrl.describe('Where a JSON message is posted.').meta({ 'x-secret': true }),
  headers: headerMap.prefault({}).meta({ 'x-secret': true }),
});

const mailAddress = text('must be an e-mail address').regex(/^[^\s<>@,;]+@[^\s<>@,;]+$/, {
  error: 'must be an e-mail address, such as soc@example.com',
});

/** Numbers come as text from `${env:…}`. */
const port = z.preprocess(
  (given) => (typeof given === 'string' && given.trim() !== '' ? Number(given) : given),
  z.int({ error: 'must be a port' }).min(1, { error: 'must be a port' }).max(65_535, { error: 'must be a port' }),
);

const smtpSettings = z
  .strictObject({
    host: text('must be a host name').regex(/^[^\s/@]+$/, { error: 'must be a host name' }),
    port: port.optional().describe('Default: 465 for tls, 587 for starttls, 25 for none.'),
    security: z
      .enum(['tls', 'starttls', 'none'])
      .prefault('starttls')
      .describe('tls: from the first byte. starttls: switched to, or nothing is sent. none: only to this machine.'),
    user: text('must be text').optional(),
    password: text('must be text').optional().meta({ 'x-secret': true }),
    from: mailAddress,
    to: z.array(mailAddress).min(1, { error: 'must hold at least one e-mail address' }),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    error: 'must hold user and password together',
  });

/** One channel. */
export const notifySettings = z
  .strictObject({ webhook: webhookSettings.optional(), smtp: smtpSettings.optional() })
  .refine(({ webhook, smtp }) => (webhook === undefined) !== (smtp === undefined), {
    error: 'must be either webhook or smtp',
  });

export type NotifySettings = z.infer<typeof notifySettings>;
export type WebhookSettings = z.infer<typeof webhookSettings>;
export type SmtpSettings = z.infer<typeof smtpSettings>;
