import {
  createTenantModel,
  type JsonObject,
  type TenantModel,
  type TenantModelOptions,
  testStartMs,
} from '../../../src/testing/index.ts';
import { incidentItem } from '../cortex-items.ts';

export interface Stock {
  readonly id: number;
  readonly alerts: number;
  readonly severity?: string;
  /** Epoch milliseconds; default: an hour before tests begin. */
  readonly modifiedMs?: number;
}

/** A tenant that holds these incidents, with alerts and artifacts. */
export function stocked(stock: readonly Stock[], options?: TenantModelOptions): TenantModel {
  const model = createTenantModel(options);
  for (const each of stock) putIncident(model, each);
  return model;
}

export function putIncident(model: TenantModel, { id, alerts, severity = 'medium', modifiedMs }: Stock): void {
  const item = incidentItem(id, modifiedMs ?? testStartMs - 3_600_000);
  model.incidents.put({ ...item, severity, alert_count: alerts });
  model.extraData.put(id, {
    alerts: Array.from({ length: alerts }, (_, index) => alertItem(id, index)),
    networkArtifacts: artifacts(id).network_artifacts.data,
    fileArtifacts: artifacts(id).file_artifacts.data,
  });
}

/** An alert as extra data has it: flat. */
export function alertItem(incident: number, index: number): JsonObject {
  return {
    alert_id: `${incident * 10_000 + index}`,
    detection_timestamp: testStartMs - 3_700_000 + index,
    name: 'Local Analysis Malware',
    category: 'Malware',
    source: 'XDR Agent',
    severity: 'medium',
    host_name: `PC${incident}`,
    host_ip: '192.0.2.10, 192.0.2.11',
    user_name: 'CORP\\ada',
    is_whitelisted: false,
  };
}

/** What extra data of an incident says of artifacts. */
export function artifacts(incident: number) {
  const network: JsonObject = {
    type: 'IP',
    alert_count: 1,
    network_remote_ip: `192.0.2.${incident % 250}`,
    network_country: 'UNKNOWN',
  };
  const file: JsonObject = {
    type: 'HASH',
    alert_count: 1,
    file_name: 'a.exe',
    file_sha256: `${incident}`.padStart(64, '0'),
    file_wildfire_verdict: 'MALWARE',
  };
  return {
    network_artifacts: { total_count: 1, data: [network] },
    file_artifacts: { total_count: 1, data: [file] },
  } as const;
}
