/**
 * What a person is told about. A topic is raised once and cleared once, however long it lasts and however often it is looked
 * at: `action` the connector waits for a person, `expiry` what it signs in or trusts with is about to end, `retention`
 * records are about to be deleted at the source before they were read.
 */
export const topics = ['action', 'expiry', 'retention'] as const;
export type Topic = (typeof topics)[number];

/** One message. Holds no secret: it leaves the house. */
export interface Notice {
  readonly topic: Topic;
  readonly change: 'raised' | 'cleared';
  readonly connector: { readonly id: string; readonly name: string; readonly source: string };
  readonly atMs: number;
  /** The status word. */
  readonly status: string;
  /** What happened, in one sentence. */
  readonly message: string;
  readonly code: string | undefined;
  readonly remedy: string | undefined;
}
