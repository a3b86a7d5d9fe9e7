import type { ConnectorOverview } from '../../api/overview.ts';
import type { Role } from '../../api/role.ts';
import { hrefOf } from '../shell/route.ts';

/** What can be done with a connector. */
export interface MenuItem {
  readonly key: 'open' | 'test' | 'poll' | 'pause' | 'resume' | 'replay' | 'edit' | 'clone' | 'delete';
  readonly label: string;
  /** Where it leads; absent: it does something here. */
  readonly href?: string;
  /** Why it cannot be done now. */
  readonly obstacle?: string;
}

export function connectorMenuItems(connector: ConnectorOverview, may: (role: Role) => boolean): readonly MenuItem[] {
  const { id, status, paused, origin } = connector;
  const rests = paused !== null || status === 'Paused';
  const ofFile = origin === 'file' ? { obstacle: 'It stands in the configuration file: change it there.' } : {};
  const asleep = rests || status === 'Standby' || status === 'Inactive';
  const look: MenuItem[] = [{ key: 'open', label: 'Open', href: hrefOf({ page: 'connector', id, tab: 'overview' }) }];
  const operate: MenuItem[] = [
    { key: 'test', label: 'Test connection' },
    { key: 'poll', label: 'Poll now', ...(asleep && { obstacle: `It is ${status.toLowerCase()}.` }) },
    rests ? { key: 'resume', label: 'Resume' } : { key: 'pause', label: 'Pause' },
    { key: 'replay', label: 'Replay a period…', href: hrefOf({ page: 'connector', id, tab: 'history' }) },
  ];
  const change: MenuItem[] = [
    { key: 'edit', label: 'Edit', ...(origin === 'saved' && { href: hrefOf({ page: 'edit', id }) }), ...ofFile },
    { key: 'clone', label: 'Clone', href: hrefOf({ page: 'new', clone: id }) },
    {
      key: 'delete',
      label: 'Delete…',
      ...(!rests && status !== 'Inactive' && { obstacle: 'Pause it first.' }),
      ...ofFile,
    },
  ];
  return [...look, ...(may('operator') ? operate : []), ...(may('admin') ? change : [])];
}
