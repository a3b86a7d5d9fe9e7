import { sources } from './sources/index.ts';

/** Ids of the sources whose connectors can run commands. */
export const commandSources: readonly string[] = sources.filter(({ commands }) => commands).map(({ id }) => id);
