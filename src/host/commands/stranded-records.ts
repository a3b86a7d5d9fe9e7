import type { CommandJournal, JournalStanding } from './command-journal.ts';

/** Audit records that wait for a connector that there is not: `configured` are the ids of those there are. */
export async function strandedRecords(
  journal: Pick<CommandJournal, 'standing'>,
  configured: readonly string[],
): Promise<JournalStanding['due']> {
  const { due } = await journal.standing();
  return due.filter(({ connector }) => !configured.includes(connector));
}

/** What a person can do about it. */
export function strandedRemedy(connector: string): string {
  return `A connector of the same tenant and destination delivers them, or one with the id ${connector}.`;
}
