import type { JsonObject } from '../faults/answer.ts';

/** An operating system, as an agent on it reports it. */
export interface System {
  readonly os: string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly package: string;
}

export const windowsClient: System = {
  os: 'WINDOWS',
  type: 'WORKSTATION',
  name: 'Windows 11 Enterprise',
  version: '10.0.26100',
  package: 'win-clients',
};
export const windowsServer: System = {
  os: 'WINDOWS',
  type: 'SERVER',
  name: 'Windows Server 2022',
  version: '10.0.20348',
  package: 'win-servers',
};
const linux: System = {
  os: 'LINUX',
  type: 'SERVER',
  name: 'Ubuntu 24.04 LTS',
  version: '6.8.0-45',
  package: 'linux',
};
const mac: System = { os: 'MAC', type: 'WORKSTATION', name: 'macOS 15.3', version: '15.3', package: 'mac' };

export const systems: readonly System[] = [windowsClient, windowsServer, linux, mac];

/** What Get Endpoint (Cortex XDR REST API) says of it. */
export function systemFields(system: System): JsonObject {
  return {
    endpoint_type: `AGENT_TYPE_${system.type}`,
    os_type: `AGENT_OS_${system.os}`,
    os_version: system.version,
    operating_system: system.name,
    installation_package: system.package,
    group_name: [system.type === 'SERVER' ? 'servers' : 'clients'],
  };
}
