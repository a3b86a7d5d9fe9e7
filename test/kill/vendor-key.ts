import type { JsonValue } from '../../src/contract/index.ts';
import { isJsonObject } from '../../src/testing/index.ts';

interface VendorIds {
  readonly incident_id?: string;
  readonly modification_time?: number;
  readonly AUDIT_ID?: number;
}

/** What tells one state of one vendor record from all others. */
export function vendorKey(record: JsonValue): string {
  if (!isJsonObject(record)) return 'no record';
  const { incident_id: incident, modification_time: modified, AUDIT_ID: audit } = record as VendorIds;
  return incident === undefined ? `audit ${audit}` : `incident ${incident} of ${modified}`;
}
