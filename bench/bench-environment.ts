import type { Workload } from './workload.ts';

/** What a collector of the benchmark is told through its environment. */
export interface BenchEnvironment extends Omit<Workload, 'collector'> {
  readonly tenantUrl: string;
  readonly endpointUrl: string;
}

export function toEnvironment({ kind, encoding, tenantUrl, endpointUrl }: BenchEnvironment): Record<string, string> {
  return { BENCH_KIND: kind, BENCH_ENCODING: encoding, BENCH_TENANT: tenantUrl, BENCH_ENDPOINT: endpointUrl };
}

export function fromEnvironment(env: NodeJS.ProcessEnv): BenchEnvironment {
  return {
    kind: env['BENCH_KIND'] === 'incident' ? 'incident' : 'audit',
    encoding: env['BENCH_ENCODING'] === 'protobuf' ? 'protobuf' : 'json',
    tenantUrl: env['BENCH_TENANT'] ?? '',
    endpointUrl: env['BENCH_ENDPOINT'] ?? '',
  };
}
