import type { CortexConfig } from '../cortex-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether calls go through a proxy. Plain http, which is for this machine alone, never does; https does through that of
 * the settings, or through that of HTTPS_PROXY unless NO_PROXY names the host. Lower-case names count first, as for the connections themselves.
 */
export function proxyInUse({ proxy, tenant }: Pick<CortexConfig, 'proxy' | 'tenant'>, env: Environment): boolean {
  const { protocol, hostname, port } = new URL(tenant);
  if (protocol !== 'https:') return false;
  if (proxy !== undefined) return true;
  if ((env['https_proxy'] ?? env['HTTPS_PROXY'] ?? '') === '') return false;
  const entries = (env['no_proxy'] ?? env['NO_PROXY'] ?? '').split(/[,\s]+/).filter((entry) => entry !== '');
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  return !entries.some((entry) => isExempt(entry.toLowerCase(), host, port === '' ? '443' : port));
}

/** An entry is `*`, a host, `.domain` or `*.domain`, each perhaps with a port. A host stands for its subdomains, too. */
function isExempt(entry: string, host: string, port: string): boolean {
  const [, name = '', onPort] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (onPort !== undefined && onPort !== port) return false;
  if (name === '*') return true;
  const domain = name.replace(/^\[(.*)\]$/, '$1').replace(/^\*?\./, '');
  return host.endsWith(`.${domain}`) || (host === domain && !name.startsWith('*'));
}
