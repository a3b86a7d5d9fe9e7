import { type AwaitedAction, awaitAction } from './actions/await-action.ts';
import { noFile } from './actions/action-failures.ts';
import { type BegunAction, goOnWith } from './actions/go-on-with.ts';
import { type CommandOutcome, writeCommand, type WriteMeans } from './command-definition.ts';
import { fetchEach } from './files/fetch-each.ts';
import { mostEndpoints, type RetrievalInput, retrievalInput } from './files/retrieval-input.ts';
import { openRetrievalLinks } from './files/retrieval-links.ts';
import { actOnHosts, type HostAction } from './hosts/act-on-hosts.ts';
import { hostsInWords } from './hosts/host-parameters.ts';
import { waitMsOf } from './input/wait-parameters.ts';

const name = 'retrieve-files';

/** Fetches files from endpoints (Cortex XDR REST API, Retrieve File; File Retrieval Details). */
export const retrieveFiles = writeCommand<RetrievalInput>({
  name,
  title: 'Retrieve Files',
  description:
    'Has endpoints hand over files, at most 20 from at most 10 endpoints, waits until they have, and downloads one archive ' +
    'for each endpoint. An endpoint that is not connected hands them over once it is: go on with action_id then.',
  permission: 'a role that may view endpoints and retrieve files (Action Center, File Retrieval)',
  licence: 'Cortex XDR Prevent, Pro per Endpoint or Pro per GB',
  output: 'files',
  input: retrievalInput,
  example: { endpoint_ids: ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'], os: 'windows', file_paths: ['C:\\temp\\a.exe'] },
  result:
    '`files`: an archive for each endpoint, `retrieve-files.ACTION.ENDPOINT.zip`, with size and SHA-256. `rawData`: the answer that began the ' +
    'action, its last status, and where the files were; without `wait` the first alone. `keyFields`: `action_id`, `endpoint_ids`, `endpoints_count`, ' +
    '`statuses` by endpoint, and `pending`, the endpoints that are not done.',
  troubles: [
    '`CMD-921`, _it has not ended on this endpoint_: it is not connected, or slow. Run it again later with `action_id`, which asks nothing more of it.',
    '`CMD-922`, _it ended as FAILED, TIMEOUT, EXPIRED_: the Action Center says why; `COMPLETED_PARTIAL`: some of the files are in the archive.',
    '`FILE-811`, _the file is not where it should be_: its link has expired twice, or leads where it must not be followed.',
  ],
  summary(input) {
    const { file_paths: paths = [], action_id: action } = input;
    if (action !== undefined) return `Download what action ${action} has retrieved`;
    return `Retrieve ${paths.length} ${paths.length === 1 ? 'file' : 'files'} from ${hostsInWords(input)}`;
  },
  async run(input, means, signal) {
    const { action_id: earlier } = input;
    const waitMs = waitMsOf(input);
    if (earlier !== undefined) return collected({ actionId: earlier, waitMs, begunHere: false }, means, signal);
    const asked = await actOnHosts(input, retrieval(input), means, signal);
    if (waitMs === 0) return asked;
    const collect = async (begun: BegunAction) => collected({ ...begun, waitMs, begunHere: true }, means, signal);
    return goOnWith(asked, { collect, byHand }, means);
  },
});

const byHand = `Look for it in the Action Center: ${name} with its action_id waits and downloads the files.`;

function retrieval({ os = 'windows', file_paths: paths = [], incident_id: incident }: RetrievalInput): HostAction {
  return {
    path: '/public_api/v1/endpoints/file_retrieval',
    request: { files: { [os]: paths }, ...(incident !== undefined && { incident_id: incident }) },
    most: mostEndpoints,
    leftOut: `its operating system is not ${os}`,
    findOut:
      'It may have been done: look for it in the Action Center before you try again. If it is there, retrieve-files with ' +
      'its action_id downloads the files.',
  };
}

/** Waits for an action, and downloads what its endpoints have handed over. */
async function collected(
  action: Omit<AwaitedAction, 'goOn'>,
  means: WriteMeans,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const { actionId } = action;
  const goOn = `Go on later: ${name} with action_id ${actionId} asks nothing more of the endpoints, waits and downloads.`;
  const end = await awaitAction({ ...action, goOn }, means, signal);
  const links = openRetrievalLinks(actionId, means);
  const { files, without, failures } = await fetchEach(
    { command: name, actionId, endpointIds: end.done, links, goOn },
    means,
    signal,
  );
  return {
    answers: [...end.answers, ...links.answers()],
    // What is under way has been asked for, which is not nothing.
    succeeded: files.length + (end.pending.length > 0 ? 1 : 0),
    failures: [
      ...end.failures,
      ...failures,
      ...without.map((input) => means.failure(noFile('it handed nothing over'), { input })),
    ],
    keyFields: { action_id: actionId, statuses: end.statuses, pending: end.pending },
    files,
  };
}
