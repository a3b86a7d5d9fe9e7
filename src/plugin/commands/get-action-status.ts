import { z } from 'zod';
import { readCommand } from './command-definition.ts';
import { followActions } from './actions/follow-actions.ts';
import { listOf } from './input/list-of.ts';
import { waitMsOf, waitParameters } from './input/wait-parameters.ts';

/** How far actions are (Cortex XDR REST API, Get Action Status). */
export const getActionStatus = readCommand({
  name: 'get-action-status',
  title: 'Get Action Status',
  description:
    'How far each endpoint is with actions such as isolation, scans, retrieved files and scripts, and why it failed ' +
    'where it did; once, or until all have come to an end. That an endpoint failed is told in the result, and is no ' +
    'failure of this command.',
  permission: 'a role that may view the Action Center, such as Viewer or Instance Administrator',
  licence: 'Cortex XDR Prevent or Pro per Endpoint',
  input: z.strictObject({
    action_ids: listOf({ what: 'ids of actions', most: 100 })
      .refine((ids) => ids.every((id) => /^\d{1,19}$/.test(id)), { error: 'must be numbers, such as 4001' })
      .meta({
        title: 'Action IDs',
        description: 'Ids of the actions: action_id in the result of what began them. At most 100.',
        examples: [['4001']],
      }),
    ...waitParameters({ until: 'every endpoint has come to an end', usually: false }),
  }),
  example: { action_ids: ['4001'], wait: true },
  result:
    '`rawData` is the answer of the API; of several actions `{results: […]}`. `keyFields`: `final`, and `actions`, each with its counts by status and the endpoints that did not succeed, with the reason.',
  troubles: [
    '`CMD-922` (404), _There is no action …_: the id is wrong, or of an action without endpoints.',
    '`CMD-921` (202): with `wait`, not all have come to an end in time; the action goes on.',
  ],
  summary: ({ action_ids: ids, wait }) => `${wait ? 'Wait for' : 'Look at'} actions ${ids.slice(0, 10).join(', ')}`,
  run: async (input, means, signal) => followActions(input.action_ids, waitMsOf(input), means, signal),
});
