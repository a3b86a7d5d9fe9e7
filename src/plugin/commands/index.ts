import type { CommandDefinition } from './command-definition.ts';
import { getXqlQueryQuota } from './get-xql-query-quota.ts';

/** Everything an operator can have done. A new command is a file and a line here. */
export const commandDefinitions: readonly CommandDefinition[] = [getXqlQueryQuota];
