import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Secret } from '../../shared/secret.ts';
import type { WebSettings } from './collector-settings.ts';
import type { WebConfiguration } from './configuration.ts';
import { isLoopback } from './listen-address.ts';
import type { LoadContext } from './load-context.ts';
import { standIn } from './secret-substitute.ts';

/** The console. What is wrong with it becomes a finding. */
export async function webOf(
  settings: WebSettings | undefined,
  context: LoadContext,
): Promise<WebConfiguration | undefined> {
  if (!settings) return undefined;
  const { listen, tls, access } = settings;
  const missing = [...(tls ? [] : ['web.tls']), ...(access.length > 0 ? [] : ['web.access'])];
  if (!isLoopback(listen.host) && missing.length > 0) {
    context.findings.error(['web', 'listen'], {
      message: `lets other machines reach the console: that needs ${missing.join(' and ')}`,
      suggested: `127.0.0.1:${listen.port}`,
    });
  }
  if (!isLoopback(listen.host) && settings.hosts.length === 0) {
    context.findings.warn(['web'], { message: 'has no hosts: under none of its names it is served to other machines' });
  }
  return {
    listen,
    hosts: [...new Set(settings.hosts)],
    tls: tls && (await tlsOf(tls, context)),
    access: accessOf(access, context),
  };
}

async function tlsOf(
  { cert_file, key_file }: NonNullable<WebSettings['tls']>,
  context: LoadContext,
): Promise<WebConfiguration['tls']> {
  const [cert, key] = await Promise.all([
    context.textOf(['web', 'tls', 'cert_file'], cert_file),
    context.textOf(['web', 'tls', 'key_file'], key_file),
  ]);
  if (cert === undefined || key === undefined) return undefined;
  const certificate = attempt(() => new X509Certificate(cert));
  const privateKey = attempt(() => createPrivateKey(key));
  if (!certificate)
    context.findings.error(['web', 'tls', 'cert_file'], { message: 'holds no certificate in PEM form' });
  if (!privateKey) {
    context.findings.error(['web', 'tls', 'key_file'], {
      message: 'holds no private key in PEM form without a password',
    });
  }
  if (certificate && privateKey && !certificate.checkPrivateKey(privateKey)) {
    context.findings.error(['web', 'tls', 'key_file'], { message: 'is not the key of the certificate' });
  }
  return { cert, key: new Secret(key) };
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function accessOf(access: WebSettings['access'], context: LoadContext): WebConfiguration['access'] {
  const names = new Set<string>();
  const tokens = new Set<string>();
  return access.map(({ name, role, token }, index) => {
    const path = ['web', 'access', index] as const;
    if (names.has(name.toLowerCase()))
      context.findings.error([...path, 'name'], { message: 'must differ from every other name' });
    if (tokens.has(token) && token !== standIn) {
      context.findings.error([...path, 'token'], { message: 'must differ from every other token' });
    }
    names.add(name.toLowerCase());
    tokens.add(token);
    context.secret([...path, 'token'], token);
    return { name, role, token: new Secret(token) };
  });
}
