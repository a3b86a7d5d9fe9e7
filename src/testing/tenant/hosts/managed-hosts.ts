import { createActionCenter, type ActionCenter } from '../actions/action-center.ts';
import type { HeldReactions } from '../actions/host-reactions.ts';
import type { Endpoint } from '../endpoint.ts';
import { createListedRecords, type ListedRecords, type ListLimits } from '../listed-records.ts';
import type { RecordList } from '../record-list.ts';
import { hostList } from './host-list.ts';

/** The hosts of a tenant, on which actions leave their traces before anybody looks. */
export interface ManagedHosts {
  readonly listed: ListedRecords;
  readonly center: ActionCenter;
  readonly records: RecordList;
  readonly endpoint: Endpoint;
}

export function createManagedHosts(limits: ListLimits, reactions: HeldReactions): ManagedHosts {
  const listed = createListedRecords(hostList, limits);
  const center = createActionCenter(listed.records, reactions);
  return {
    listed,
    center,
    records: {
      ...listed.records,
      settle: (nowMs) => center.settle(nowMs),
      visible: (nowMs) => {
        center.settle(nowMs);
        return listed.records.visible(nowMs);
      },
    },
    endpoint: {
      answer: (call) => {
        center.settle(call.nowMs);
        return listed.answer(call);
      },
    },
  };
}
