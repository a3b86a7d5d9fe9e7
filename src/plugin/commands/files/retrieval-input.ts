import { z } from 'zod';
import { endpointIds, hostNames, hostsNamed, incidentId, sharedNames } from '../hosts/host-parameters.ts';
import { actionId } from '../input/action-id.ts';
import { listOf } from '../input/list-of.ts';
import { waitParameters } from '../input/wait-parameters.ts';
import { wordOf } from '../input/word-of.ts';

/** Of one request (Cortex XDR REST API, Retrieve File). */
export const mostEndpoints = 10;
const mostFiles = 20;

const os = wordOf(['windows', 'linux', 'macos'], { window: 'windows', mac: 'macos', mac_os: 'macos' }).meta({
  title: 'OS',
  description: 'The operating system of the endpoints: Windows, Linux or MacOS. One request is for one of them.',
  examples: ['windows'],
});

const filePaths = listOf({ what: 'paths of files', most: mostFiles }).meta({
  title: 'File Paths',
  description: `Whole paths of the files on the endpoints, as their operating system writes them. At most ${mostFiles}.`,
  examples: [['C:\\Users\\Public\\invoice.exe']],
});

export const retrievalInput = z
  .strictObject({
    endpoint_ids: endpointIds(mostEndpoints),
    host_names: hostNames(mostEndpoints),
    shared_names: sharedNames(),
    os: os.optional(),
    file_paths: filePaths.optional(),
    incident_id: incidentId(),
    ...waitParameters({ until: 'the endpoints have handed the files over, which are then downloaded', usually: true }),
    action_id: actionId(
      'Goes on with an earlier retrieval: asks nothing more of the endpoints, waits, and downloads. In place of all that ' +
        'says what to retrieve.',
    ).optional(),
  })
  .check((ctx) => {
    for (const { path, message } of problems(ctx.value)) {
      ctx.issues.push({ code: 'custom', path: [path], message, input: ctx.value });
    }
  });

export type RetrievalInput = z.infer<typeof retrievalInput>;

interface Given {
  readonly endpoint_ids?: readonly string[] | undefined;
  readonly host_names?: readonly string[] | undefined;
  readonly os?: string | undefined;
  readonly file_paths?: readonly string[] | undefined;
  readonly incident_id?: string | undefined;
  readonly action_id?: string | undefined;
}

function problems(input: Given): readonly { readonly path: string; readonly message: string }[] {
  const { action_id: action, os: system, file_paths: paths, incident_id: incident } = input;
  const named = hostsNamed(input);
  if (action !== undefined) {
    const isAlone = named === 0 && system === undefined && paths === undefined && incident === undefined;
    return isAlone ? [] : [{ path: 'action_id', message: 'goes with wait alone: that action says what it retrieves' }];
  }
  return [
    ...(named === 0 ? [{ path: 'endpoint_ids', message: 'is needed, or host_names' }] : []),
    ...(named > mostEndpoints
      ? [{ path: 'endpoint_ids', message: `and host_names together must be at most ${mostEndpoints}` }]
      : []),
    ...(system === undefined ? [{ path: 'os', message: 'must be one of windows, linux, macos' }] : []),
    ...(paths === undefined ? [{ path: 'file_paths', message: 'must hold at least one: paths of files' }] : []),
  ];
}
