import { Secret } from '../../shared/secret.ts';
import type { NotifyChannel, SmtpChannel, WebhookChannel } from './configuration.ts';
import type { SettingPath } from './findings.ts';
import { secretHeaders } from './header-map.ts';
import { isLoopback } from './listen-address.ts';
import type { LoadContext } from './load-context.ts';
import type { NotifySettings, SmtpSettings, WebhookSettings } from './notify-settings.ts';

/** Who is told. What is wrong with a channel becomes a finding. */
export function notifyOf(settings: readonly NotifySettings[], context: LoadContext): readonly NotifyChannel[] {
  return settings.flatMap(({ webhook, smtp }, index): readonly NotifyChannel[] => {
    const path = ['notify', index];
    if (webhook) return [webhookOf([...path, 'webhook'], webhook, context)];
    return smtp ? [smtpOf([...path, 'smtp'], smtp, context)] : [];
  });
}

/** Characters. What is shorter is a name; what is longer is likely to hold a key, as the addresses of chat rooms do. */
const shortestSecretPath = 24;

function webhookOf(path: SettingPath, { url, headers }: WebhookSettings, context: LoadContext): WebhookChannel {
  const { protocol, hostname, pathname, search } = new URL(url);
  const [at, rest] = [[...path, 'url'], pathname + search];
  const isSecret = !context.isLiteral(at) || rest.length >= shortestSecretPath;
  if (isSecret && rest !== '/' && !isLoopback(hostname)) context.secret(at, rest);
  const secret = secretHeaders([...path, 'headers'], headers, context);
  if (protocol === 'http:' && !isLoopback(hostname)) {
    const message = 'is asked in plain text over the network';
    if (isSecret || secret.length > 0) {
      context.findings.error(at, { message: `${message}, with what is secret`, allowed: 'https' });
    } else context.findings.warn(at, { message, allowed: 'https' });
  }
  const wrapped = Object.entries(headers).map(([name, value]) => [name, new Secret(value)] as const);
  return { kind: 'webhook', url: new Secret(url), headers: Object.fromEntries(wrapped) };
}

const portOf = { tls: 465, starttls: 587, none: 25 } as const;

function smtpOf(path: SettingPath, settings: SmtpSettings, context: LoadContext): SmtpChannel {
  const { host, security, port = portOf[security], user, password, from, to } = settings;
  if (security === 'none' && !isLoopback(host)) {
    const message = 'sends in plain text over the network';
    context.findings.error([...path, 'security'], { message, allowed: 'tls, starttls' });
  }
  if (password !== undefined) context.secret([...path, 'password'], password);
  const credentials = user !== undefined && password !== undefined && { user, password: new Secret(password) };
  return { kind: 'smtp', host, port, security, from, to, ...credentials };
}
