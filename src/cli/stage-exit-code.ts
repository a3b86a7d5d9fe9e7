import type { TestStage } from '../contract/index.ts';
import { exitCodes } from './exit-code.ts';

const { failed, usage, state, access, network } = exitCodes;

/** Beginnings of catalogue codes, the longer ones first. */
const byCode: readonly (readonly [beginning: string, code: number])[] = [
  ['CFG-', usage],
  ['NET-103', usage],
  ['NET-104', usage],
  ['NET-', network],
  ['TLS-', network],
  ['AUTH-', access],
  ['PERM-', access],
  ['API-404', usage],
  ['API-429', network],
  ['API-5xx', network],
  ['CKPT-', state],
  ['DISK-', state],
  ['LEASE-', state],
  ['OTLP-602', access],
  ['OTLP-608', network],
  ['OTLP-609', network],
  ['OTLP-61', network],
  ['OTLP-604', failed],
  ['OTLP-', usage],
];

const byStage: Readonly<Record<string, number>> = {
  configuration: usage,
  dns: network,
  connect: network,
  tls: network,
  authentication: access,
  permission: access,
};

/** What a process ends with whose connection test failed at this stage: a stage carries a code, not a kind. */
export function stageExitCode({
  stage,
  code = '',
}: Pick<TestStage, 'stage'> & { readonly code?: string | undefined }): number {
  const known = byCode.find(([beginning]) => code.startsWith(beginning));
  return known?.[1] ?? byStage[stage] ?? failed;
}
