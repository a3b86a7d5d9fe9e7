import { X509Certificate } from 'node:crypto';
import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { type Agent, type buildConnector, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import { ConnectorError, type EgressOptions } from '../contract/index.ts';
import { type AddressRule, blockedAddress } from '../shared/blocked-address.ts';

/** Resolves a name to all its addresses; `node:dns` unless a test brings its own. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Makes the one way out of the process: HTTP/1.1, TLS 1.2 or later against the system's and the bundled authorities,
 * through the proxy that applies, and only to addresses the rule allows. Follows no redirect. The caller closes it.
 * @throws ConnectorError `config` when certificates are not checked in this process, or proxy or CA cannot be used.
 */
export function egress(options: EgressOptions, resolve: Resolve = lookup): Dispatcher {
  refuseUncheckedTls();
  const rule = options.addresses ?? 'public';
  const secureContext = trust(options.ca);
  const target = connectOptions(options, secureContext, guardedLookup(rule, resolve));
  // A proxy is this site's own: it may well live on a private address. What it connects to is its own business.
  const proxy = connectOptions(options, secureContext, guardedLookup('private-allowed', resolve));
  const shared: Agent.Options = { allowH2: false, connections: 16, connect: target };
  return throughProxy(options.proxy, shared, { requestTls: target, proxyTls: proxy }).compose(guardOrigin(rule));
}

function refuseUncheckedTls(): void {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new ConnectorError('config', 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of certificates', {
    code: 'TLS-201',
    remedy: 'Unset it; give the authority of a private server or an inspecting proxy as ca_file.',
  });
}

function trust(extra: string | undefined): SecureContext {
  const authorities = new Set([...getCACertificates('default'), ...getCACertificates('system')]);
  for (const certificate of extra === undefined ? [] : certificatesOf(extra)) authorities.add(certificate);
  return createSecureContext({ ca: [...authorities], minVersion: 'TLSv1.2' });
}

/** The certificates of a PEM text. Each is read here, because TLS silently passes over what it cannot read. */
function certificatesOf(pem: string): readonly string[] {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    if (certificates.length === 0) throw new Error('no certificate');
    return certificates.map((certificate) => new X509Certificate(certificate).toString());
  } catch (cause) {
    throw new ConnectorError('config', 'the additional authority is not a PEM certificate', {
      code: 'TLS-201',
      remedy: 'Give ca_file a file with one or more certificates between BEGIN CERTIFICATE and END CERTIFICATE.',
      cause,
    });
  }
}

function connectOptions(
  { connectTimeoutMs }: EgressOptions,
  secureContext: SecureContext,
  guarded: LookupFunction,
): buildConnector.BuildOptions {
  return { timeout: connectTimeoutMs, allowH2: false, rejectUnauthorized: true, secureContext, lookup: guarded };
}

function throughProxy(
  uri: string | undefined,
  shared: Agent.Options,
  tls: Pick<ProxyAgent.Options, 'requestTls' | 'proxyTls'>,
): Dispatcher {
  const environment = process.env['https_proxy'] ?? process.env['HTTPS_PROXY'];
  if (!isProxyAddress(uri ?? environment)) {
    // The address may hold a password: it is not repeated.
    throw new ConnectorError(
      'config',
      `the address of the proxy (${uri === undefined ? 'HTTPS_PROXY' : 'proxy'}) is not usable`,
      {
        code: 'NET-104',
        remedy: 'Write it as http://proxy.example:3128, with user and password before the host if it asks for them.',
      },
    );
  }
  if (uri !== undefined) return new ProxyAgent({ ...shared, ...tls, uri });
  // Without HTTP_PROXY: plain http is for loopback only, and never leaves the machine.
  return new EnvHttpProxyAgent({ ...shared, ...tls, httpProxy: '' });
}

function isProxyAddress(uri: string | undefined): boolean {
  if (uri === undefined || uri === '') return true;
  const protocol = URL.parse(uri)?.protocol;
  return protocol === 'http:' || protocol === 'https:';
}

/** An address written as a number never reaches the resolver, so it is judged before anything is sent. */
function guardOrigin(rule: AddressRule): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const { hostname } = new URL(String(options.origin));
    const range = blockedAddress(hostname, rule);
    if (range !== undefined) throw blockedError(hostname, hostname, range);
    return dispatch(options, handler);
  };
}

/** Judges the very addresses that are then connected to, so that a name cannot change its mind in between. */
function guardedLookup(rule: AddressRule, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const blocked = addresses?.find(({ address }) => blockedAddress(address, rule) !== undefined);
      const refusal = blocked && blockedError(hostname, blocked.address, blockedAddress(blocked.address, rule) ?? '');
      const [first] = addresses ?? [];
      if (error ?? refusal ?? !first) callback(error ?? refusal ?? noAddress(hostname), []);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error('no address'), { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
}

function blockedError(hostname: string, address: string, range: string): ConnectorError {
  const where = isIP(hostname) === 0 && hostname !== address ? `${hostname} resolves to ${address}, which` : hostname;
  return new ConnectorError('config', `${where} is not connected to: ${range} address`, {
    code: 'NET-103',
    remedy: 'Check the address and this machine’s DNS; a server of your own on a private address goes into server_url.',
  });
}
