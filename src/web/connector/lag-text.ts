import type { ConnectorOverview } from '../../api/overview.ts';
import { durationText } from '../ui/time-text.ts';

/** How far behind a connector is. */
export function lagText({ lagMs }: Pick<ConnectorOverview, 'lagMs'>): string {
  if (lagMs === null) return '–';
  return lagMs === 0 ? '0 (idle)' : durationText(lagMs);
}
