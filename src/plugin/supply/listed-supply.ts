import type { JsonValue } from '../../contract/index.ts';
import { type ListsOptions, openLists } from '../generations/open-lists.ts';
import { liveFrom } from '../paging/begin.ts';
import { describeState } from '../paging/describe-state.ts';
import { fromCheckpoint, toCheckpoint } from '../paging/follow-state.ts';
import { replayPeriod } from '../paging/replay-period.ts';
import { newestRows } from '../selection/newest-rows.ts';
import type { OpenSelection } from '../selection/open-selection.ts';
import type { ListedSource } from '../sources/source-definition.ts';
import type { Supply } from './supply.ts';

/** The rows of a list that is followed. */
export function listedSupply(
  definition: ListedSource<JsonValue>,
  { selection, ...options }: ListsOptions & { readonly selection: OpenSelection },
): Supply {
  const { following } = options;
  const { binding } = following;
  const { feed, poll } = openLists(definition, options);
  return {
    poll,
    replay: (period, checkpoint, signal) => replayPeriod({ ...following, feed }, { period, checkpoint }, signal),
    newest: (limit, signal) => newestRows(feed, { selection, limit }, signal),
    describe: (checkpoint) => describeState(fromCheckpoint(binding, checkpoint)),
    checkpointAt: (timeMs) => toCheckpoint(binding, { live: liveFrom(timeMs) }),
  };
}
