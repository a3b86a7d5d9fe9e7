import { awaitAction } from './actions/await-action.ts';
import { type BegunAction, goOnWith } from './actions/go-on-with.ts';
import { type CommandOutcome, writeCommand, type WriteMeans } from './command-definition.ts';
import { fetchEach } from './files/fetch-each.ts';
import { openResultLinks } from './files/result-links.ts';
import { actOnHosts, type HostAction } from './hosts/act-on-hosts.ts';
import { hostsInWords } from './hosts/host-parameters.ts';
import { waitMsOf } from './input/wait-parameters.ts';
import { readScriptResults } from './scripts/read-script-results.ts';
import { mostEndpoints, type ScriptInput, scriptInput } from './scripts/script-input.ts';
import { snippetInWords } from './scripts/snippet-in-words.ts';

const name = 'run-script';

/** Runs a script on endpoints (Cortex XDR REST API, Run Snippet Code Script). */
export const runScript = writeCommand<ScriptInput>({
  name,
  title: 'Run Script',
  description:
    'Runs a Python script on endpoints, on all of them at once. Accepted is not done: wait for it here, or follow it with ' +
    'get-action-status. With wait, what it prints comes in the raw data, and the files it leaves come too, or later with get-script-result-files.',
  permission:
    'a role that may view endpoints and run scripts of any kind (Action Center, Scripts: Run high-risk scripts)',
  licence: 'Cortex XDR Pro per Endpoint',
  output: 'files',
  input: scriptInput,
  example: { host_names: ['pc-0815'], snippet_code: 'import platform\nprint(platform.node())', wait: true },
  result:
    '`rawData`: the answer that began the action; with `wait` its last status and the results as well, with `standard_output` for each endpoint. ' +
    '`files`: what the script left, `run-script.ACTION.ENDPOINT.zip`. `keyFields`: `action_id`, `endpoint_ids`, `endpoints_count`, and with `wait` ' +
    '`statuses` by endpoint and `pending`.',
  troubles: [
    '`CMD-921`, _it has not ended on this endpoint_: it goes on; `get-action-status` follows it, `get-script-result-files` fetches what it leaves.',
    '`CMD-922`, _it ended as TIMEOUT_: give it more `timeout_seconds`.',
    '_A role that may run scripts, and yet `PERM-401`_: snippets take the right to run scripts of high risk.',
  ],
  summary: (input) => `Run ${snippetInWords(input.snippet_code)}, on ${hostsInWords(input)}`,
  async run(input, means, signal) {
    const asked = await actOnHosts(input, script(input), means, signal);
    const waitMs = waitMsOf(input);
    if (waitMs === 0) return asked;
    const collect = async (begun: BegunAction) => collected({ ...begun, waitMs }, means, signal);
    return goOnWith(asked, { collect, byHand }, means);
  },
});

const byHand =
  'Look for it in the Action Center: get-action-status and get-script-result-files go on with its Action ID.';

function script({ snippet_code, timeout_seconds: timeout, incident_id: incident }: ScriptInput): HostAction {
  return {
    path: '/public_api/v1/scripts/run_snippet_code_script',
    request: { snippet_code, timeout, ...(incident !== undefined && { incident_id: incident }) },
    most: mostEndpoints,
    leftOut: 'its agent does not run scripts',
    findOut:
      'It may have been done, or be under way: look for it in the Action Center before you run it again. Its Action ID ' +
      'goes on with get-action-status and get-script-result-files.',
  };
}

/** Waits for a script, and fetches what it printed and left. */
async function collected(
  action: BegunAction & { readonly waitMs: number },
  means: WriteMeans,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const { actionId } = action;
  const goOn =
    `Go on later: get-action-status with action_ids ["${actionId}"], then get-script-result-files with this action_id for ` +
    'each endpoint.';
  const end = await awaitAction({ ...action, goOn, begunHere: true }, means, signal);
  const none = { answers: [], withFiles: [], failures: [] };
  const run = { actionId, endpointIds: end.done, goOn };
  const results = end.done.length > 0 && !signal.aborted ? await readScriptResults(run, means, signal) : none;
  const links = openResultLinks(actionId, means);
  const wanted = { command: name, actionId, endpointIds: results.withFiles, links, goOn };
  const fetched = await fetchEach(wanted, means, signal);
  return {
    answers: [...end.answers, ...results.answers, ...links.answers()],
    // What is under way has been asked for, which is not nothing.
    succeeded: end.done.length + (end.pending.length > 0 ? 1 : 0),
    failures: [...end.failures, ...results.failures, ...fetched.failures],
    keyFields: { action_id: actionId, statuses: end.statuses, pending: end.pending },
    files: fetched.files,
  };
}
