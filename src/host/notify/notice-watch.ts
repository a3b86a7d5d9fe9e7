import type { StatusReport } from '../status/status-report.ts';
import { isOver, judgeTopics, type OutsideFacts, type Raised } from './judge-topics.ts';
import { type Notice, type Topic, topics } from './notice.ts';

/** Topics that were told, by connector. Kept across restarts, so that nothing is told twice and recovery is told at all. */
export type Told = ReadonlyMap<string, ReadonlySet<Topic>>;

/** Pure: the messages that a report asks for, given what has been told already. Connectors that are gone ask for none. */
export function noticesOf(
  report: StatusReport,
  told: Told,
  factsOf: (connector: { readonly id: string; readonly source: string }) => OutsideFacts,
): readonly Notice[] {
  const atMs = Date.parse(report.at);
  return report.connectors.flatMap((connector) => {
    const { id, name, source, status } = connector;
    const standing = judgeTopics(connector, report, factsOf(connector));
    const before = told.get(id) ?? new Set();
    return topics.flatMap((topic): Notice[] => {
      const raised = standing.get(topic);
      const about = { topic, connector: { id, name, source }, atMs, status };
      if (raised && !before.has(topic)) return [{ ...about, change: 'raised', ...raised }];
      if (!raised && before.has(topic) && isOver(topic, connector))
        return [{ ...about, change: 'cleared', ...cleared(topic, status) }];
      return [];
    });
  });
}

function cleared(topic: Topic, status: string): Raised {
  const messages = {
    action: `Recovered: ${status}. Nothing was lost, it goes on from its checkpoint.`,
    expiry: 'What was about to expire has been replaced.',
    retention: 'No unread records are near the end of their retention any more.',
  } as const;
  return { message: messages[topic], code: undefined, remedy: undefined };
}
