import type { JsonObject } from '../faults/answer.ts';
import type { DoneAction } from './actions/action.ts';
import type { HostReactions } from './actions/host-reactions.ts';
import type { Captures } from './alerts/captures.ts';
import type { HostFiles } from './files/host-files.ts';
import type { TenantLinks } from './files/tenant-links.ts';
import type { TenantUsers } from './incidents/tenant-users.ts';
import type { RecordList } from './record-list.ts';
import type { TenantXql } from './xql/tenant-xql.ts';

/** What a tenant has for those who act on it: hosts, and what is done to them. */
export interface OperatorModel {
  /** Endpoints of Cortex XDR, by `endpoint_id`; several may have one name. Actions change them as time passes. */
  readonly hosts: RecordList;
  /** Every write the tenant has accepted, oldest first; what was refused is not among them. */
  readonly actions: readonly DoneAction[];
  /** How hosts take actions. */
  readonly reactions: HostReactions;
  /** What hosts give when files are fetched from them, or scripts leave some. */
  readonly files: HostFiles;
  /** Where the links to such files lead; whoever serves the model says so. */
  readonly links: Pick<TenantLinks, 'setOrigins'>;
  /** Who can be assigned to incidents; `admin@example.com` always can. */
  readonly users: TenantUsers;
  /** Indicators that have been inserted, by what they indicate. */
  readonly indicators: ReadonlyMap<string, JsonObject>;
  /** Packets of alerts of the source `PAN NGFW`. */
  readonly captures: Captures;
  /** What becomes of XQL queries. */
  readonly xql: TenantXql;
}
