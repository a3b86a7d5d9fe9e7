import { isJsonObject, okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { ActionCenter } from '../actions/action-center.ts';
import type { Endpoint } from '../endpoint.ts';
import { noEndpointFound } from '../error-answers.ts';
import { fieldText } from '../field-text.ts';
import { idsOf, namedHosts } from '../hosts/wanted-hosts.ts';
import { InvalidRequest } from '../invalid-request.ts';
import type { ListedRecords } from '../listed-records.ts';
import { answerRequestData } from '../request-data.ts';

/** Path of Retrieve File (Cortex XDR REST API). */
export const fileRetrievalPath = '/public_api/v1/endpoints/file_retrieval';

const mostFiles = 20;
const mostHosts = 10;

/** Systems as the request names them, and as hosts do. */
const systems: Readonly<Record<string, string>> = {
  windows: 'AGENT_OS_WINDOWS',
  linux: 'AGENT_OS_LINUX',
  macos: 'AGENT_OS_MAC',
};

/** Makes the endpoint: up to 20 files of up to 10 hosts. Hosts of a system no file is named for are passed over (assumed). */
export function createFileRetrieval(hosts: ListedRecords, center: ActionCenter): Endpoint {
  function begin(request: JsonObject, nowMs: number): Answer {
    center.settle(nowMs);
    const named = namedHosts(hosts, request['filters'], nowMs);
    const files = readFiles(request);
    if (named.length > mostHosts) throw new InvalidRequest(`no more than ${mostHosts} endpoints`);
    const wanted = named.filter((host) => pathsFor(files, host).length > 0);
    if (wanted.length === 0) return noEndpointFound();
    const action = center.begin({ kind: 'file_retrieval', endpointIds: idsOf(wanted), atMs: nowMs, request });
    return okAnswer({ reply: { action_id: action.id, status: 1, endpoints_count: wanted.length } });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => begin(request, nowMs)) };
}

/** The paths that were asked of a host. */
export function pathsFor(files: JsonObject, host: JsonObject): readonly string[] {
  const [system] = Object.entries(systems).find(([, os]) => os === fieldText(host['os_type'])) ?? [];
  const paths = system === undefined ? undefined : files[system];
  return Array.isArray(paths) ? (paths as readonly string[]) : [];
}

function readFiles(request: JsonObject): JsonObject {
  const files = request['files'];
  if (!isJsonObject(files)) throw new InvalidRequest('files is missing');
  const lists = Object.entries(files).map(([system, paths]) => {
    if (!Object.hasOwn(systems, system)) throw new InvalidRequest(`${system} is no system of endpoints`);
    if (!Array.isArray(paths) || paths.some((path) => typeof path !== 'string')) {
      throw new InvalidRequest(`files of ${system} must be a list of paths`);
    }
    return paths as readonly string[];
  });
  const count = lists.flat().length;
  if (count === 0 || count > mostFiles) throw new InvalidRequest(`between 1 and ${mostFiles} files can be retrieved`);
  return files;
}
