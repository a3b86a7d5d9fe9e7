import { z } from 'zod';
import { awaitAction } from './actions/await-action.ts';
import { noFile } from './actions/action-failures.ts';
import { readCommand } from './command-definition.ts';
import { fetchFile } from './files/fetch-file.ts';
import { fileOf } from './files/file-of.ts';
import { openResultLinks } from './files/result-links.ts';
import { actionId } from './input/action-id.ts';
import { waitMsOf, waitParameters } from './input/wait-parameters.ts';

const name = 'get-script-result-files';

const input = z.strictObject({
  action_id: actionId(
    'The run of the script: action_id in what run-script brings, or Action ID in the Action Center (Response).',
  ),
  endpoint_id: z
    .string({ error: 'must be the id of an endpoint' })
    .trim()
    .min(1, { error: 'must be the id of an endpoint, and is empty' })
    .max(256, { error: 'must be at most 256 characters long' })
    .meta({
      title: 'Endpoint ID',
      description: 'The endpoint the script ran on: endpoint_id in what search-hosts brings. One in a call.',
      examples: ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'],
    }),
  ...waitParameters({ until: 'the script has ended on this endpoint', usually: false }),
});

/** What a script left on an endpoint, as an archive (Cortex XDR REST API, Get Script Execution Result Files). */
export const getScriptResultFiles = readCommand<z.infer<typeof input>>({
  name,
  title: 'Get Script Result Files',
  description:
    'Downloads the files that a script has collected on one endpoint, as one archive. What it wrote to its standard output is ' +
    'no file: run-script with wait brings that.',
  permission: 'a role that may run scripts (Action Center, Scripts: View results)',
  licence: 'Cortex XDR Pro per Endpoint',
  output: 'files',
  input,
  example: { action_id: '1234', endpoint_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' },
  result:
    '`files`: one archive, `get-script-result-files.ACTION.ENDPOINT.zip` (`.bin` where it is none), with size and SHA-256. `rawData`: where it was, ' +
    'without the signature of the link; with `wait` the status before that. `keyFields`: `action_id`, `endpoint_id`.',
  troubles: [
    '`CMD-921`, _it has not ended on this endpoint_: say `wait`, or run it again later.',
    '`FILE-813`, _the API has no file_: the script has ended and left none.',
  ],
  summary: ({ action_id, endpoint_id }) => `Download the files that script run ${action_id} left on ${endpoint_id}`,
  async run({ action_id, endpoint_id, ...waiting }, means, signal) {
    const waitMs = waitMsOf(waiting);
    const keyFields = { action_id, endpoint_id };
    const goOn = 'Run the command again later, with wait: true for instance.';
    const action = { actionId: action_id, endpointIds: [endpoint_id], goOn, begunHere: false };
    const progress = async (forMs: number) => awaitAction({ ...action, waitMs: forMs }, means, signal);
    const end = waitMs > 0 ? await progress(waitMs) : undefined;
    if (end && end.done.length === 0) return { ...end, succeeded: 0, keyFields };

    const links = openResultLinks(action_id, means);
    const wanted = { command: name, actionId: action_id, links };
    const file = await fetchFile(fileOf(endpoint_id, wanted), means, signal);
    if (file) {
      const answers = [...(end?.answers ?? []), ...links.answers()];
      return { answers, succeeded: 1, failures: end?.failures ?? [], keyFields, files: [file] };
    }
    // There is nothing, or not yet: only its status tells.
    const now = end ?? (await progress(0));
    const failures = [
      ...now.failures,
      ...now.done.map((one) => means.failure(noFile('the script left none on it'), { input: one })),
    ];
    return { answers: [...now.answers, ...links.answers()], succeeded: 0, failures, keyFields };
  },
});
