import type { JsonValue } from '../../contract/index.ts';
import { textOf } from './vendor-values.ts';

interface OperatingSystem {
  /** `os.type` of the semantic conventions. */
  readonly type: string;
  /** `host.os.type` of the Elastic Common Schema. */
  readonly family: string;
  /** `os.type_id` of OCSF. */
  readonly id: number;
}

const windows: OperatingSystem = { type: 'windows', family: 'windows', id: 100 };
const linux: OperatingSystem = { type: 'linux', family: 'linux', id: 200 };
const mac: OperatingSystem = { type: 'darwin', family: 'macos', id: 300 };

/** Systems that the schemas have a word for, by both spellings of the API. */
const systems: ReadonlyMap<string, OperatingSystem> = new Map([
  ['WINDOWS', windows],
  ['AGENT_OS_WINDOWS', windows],
  ['LINUX', linux],
  ['AGENT_OS_LINUX', linux],
  ['MACOS', mac],
  ['AGENT_OS_MAC', mac],
]);

const other = 99;

export function osType(value: JsonValue | undefined): string | undefined {
  return systemOf(value)?.type;
}

export function osFamily(value: JsonValue | undefined): string | undefined {
  return systemOf(value)?.family;
}

export function osTypeId(value: JsonValue): number {
  return systemOf(value)?.id ?? other;
}

function systemOf(value: JsonValue | undefined): OperatingSystem | undefined {
  return systems.get(textOf(value)?.toUpperCase() ?? '');
}
