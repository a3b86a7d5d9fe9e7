import { resolve } from 'node:path';
import { Secret } from '../../shared/secret.ts';
import type { DestinationConfig, OtlpDestination } from '../delivery/destination.ts';
import type { CollectorSettings, MetricsSettings, OtlpSettings } from './collector-settings.ts';
import type { ConfiguredDestination, MetricsDestination } from './configuration.ts';
import type { SettingPath } from './findings.ts';
import { secretHeaders } from './header-map.ts';
import { inputsDigest } from './inputs-digest.ts';
import { isLoopback } from './listen-address.ts';
import type { LoadContext } from './load-context.ts';

type DestinationSettings = CollectorSettings['destination'];

/** Where records go. What is wrong with it becomes a finding. */
export async function destinationOf(
  settings: DestinationSettings,
  context: LoadContext,
): Promise<ConfiguredDestination> {
  const otlp = settings?.otlp;
  const files = otlp ? await filesOf(otlp, context) : {};
  const config: DestinationConfig = otlp
    ? otlpDestination(otlp, files, context)
    : { kind: 'file', path: resolve(context.directory, settings?.file?.path ?? 'records.jsonl') };
  return { config, inputs: inputsDigest({ ...config, ...files, headers: otlp?.headers }) };
}

/** Where the collector's own metrics go. */
export function metricsOf(settings: MetricsSettings | undefined, context: LoadContext): MetricsDestination | undefined {
  const otlp = settings?.otlp;
  if (!otlp) return undefined;
  const { endpoint, interval: intervalMs } = otlp;
  const headers = headersOf(['metrics', 'otlp'], otlp, context);
  return { endpoint, headers, intervalMs };
}

interface OtlpFiles {
  readonly ca?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
}

async function filesOf(settings: OtlpSettings, context: LoadContext): Promise<OtlpFiles> {
  const base: SettingPath = ['destination', 'otlp'];
  const { ca_file, client_cert_file, client_key_file } = settings;
  if ((client_cert_file === undefined) !== (client_key_file === undefined)) {
    context.findings.error(base, { message: 'must hold client_cert_file and client_key_file together' });
  }
  const read = async (name: string, path: string | undefined) =>
    path === undefined ? undefined : context.textOf([...base, name], path);
  const [ca, clientCert, clientKey] = await Promise.all([
    read('ca_file', ca_file),
    read('client_cert_file', client_cert_file),
    read('client_key_file', client_key_file),
  ]);
  return { ...(ca && { ca }), ...(clientCert && { clientCert }), ...(clientKey && { clientKey }) };
}

function otlpDestination(settings: OtlpSettings, files: OtlpFiles, context: LoadContext): OtlpDestination {
  const { endpoint, encoding, compression, timeout: timeoutMs, max_request_records: maxRequestRecords } = settings;
  const { clientKey, ...authorities } = files;
  return {
    kind: 'otlp',
    endpoint,
    encoding,
    compression,
    headers: headersOf(['destination', 'otlp'], settings, context),
    timeoutMs,
    maxRequestRecords,
    ...authorities,
    ...(clientKey !== undefined && { clientKey: new Secret(clientKey) }),
  };
}

interface Endpoint {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers, with what has to be said of them and of the way they travel. */
function headersOf(base: SettingPath, { endpoint, headers }: Endpoint, context: LoadContext): Record<string, Secret> {
  const secret = secretHeaders([...base, 'headers'], headers, context);
  const { protocol, hostname, port } = new URL(endpoint);
  const path = [...base, 'endpoint'];
  if (port === '4317') context.findings.warn(path, { message: 'has the port of OTLP over gRPC; over HTTP it is 4318' });
  if (protocol === 'http:' && !isLoopback(hostname)) {
    const message = 'sends in plain text over the network';
    if (secret.length > 0)
      context.findings.error(path, { message: `${message} what the headers keep secret`, allowed: 'https' });
    else context.findings.warn(path, { message, allowed: 'https' });
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, new Secret(value)]));
}
