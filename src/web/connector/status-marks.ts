import type { ConnectorOverview } from '../../api/overview.ts';

export interface StatusMark {
  /** Drawn in a box of 16 by 16; every word has a shape of its own, so that none is told by its colour alone. */
  readonly path: string;
  readonly tone: 'ok' | 'busy' | 'wait' | 'bad' | 'rest';
  /** 0 is the worst. */
  readonly urgency: number;
}

const circle = 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z';

export const statusMarks: Readonly<Record<ConnectorOverview['status'], StatusMark>> = {
  'Action required': { path: 'M8 1L15.5 14.5H.5z', tone: 'bad', urgency: 0 },
  Retrying: { path: 'M8 1L15 8L8 15L1 8z', tone: 'wait', urgency: 1 },
  Throttled: { path: 'M2 2H14L8 8L14 14H2L8 8z', tone: 'wait', urgency: 2 },
  Inactive: { path: 'M2 2H14V14H2z M4.5 4.5V11.5H11.5V4.5z', tone: 'rest', urgency: 3 },
  Pending: { path: `${circle}M8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z`, tone: 'busy', urgency: 4 },
  Standby: { path: 'M8 1L15 8L8 15L1 8z M8 4.5L4.5 8L8 11.5L11.5 8z', tone: 'rest', urgency: 5 },
  Paused: { path: 'M3 2H6.5V14H3z M9.5 2H13V14H9.5z', tone: 'rest', urgency: 6 },
  'Active (catching up)': { path: `${circle}M8 4a4 4 0 0 1 0 8z`, tone: 'busy', urgency: 7 },
  Active: { path: circle, tone: 'ok', urgency: 8 },
};
