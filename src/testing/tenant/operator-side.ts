import { actionStatusPath, createActionStatus } from './actions/action-status.ts';
import { createHostReactions } from './actions/host-reactions.ts';
import { createIsolation, isolatePath, unisolatePath } from './actions/isolation.ts';
import { abortScanPath, createScan, scanPath } from './actions/scan.ts';
import { alertCapturesPath, createAlertCaptures, type CapturesReply } from './alerts/alert-captures.ts';
import { createCaptures } from './alerts/captures.ts';
import type { Endpoint } from './endpoint.ts';
import { createDownload, createSignedDownload, downloadPath, signedDownloadPath } from './files/download.ts';
import { createFileRetrieval, fileRetrievalPath } from './files/file-retrieval.ts';
import { createFileRetrievalDetails, fileRetrievalDetailsPath } from './files/file-retrieval-details.ts';
import { createHostFiles, type HeldHostFiles } from './files/host-files.ts';
import { createTenantLinks, type TenantLinks } from './files/tenant-links.ts';
import { createHostIndex, hostIndexPath } from './hosts/host-index.ts';
import { hostList } from './hosts/host-list.ts';
import { createManagedHosts, type ManagedHosts } from './hosts/managed-hosts.ts';
import { createTenantUsers } from './incidents/tenant-users.ts';
import { createUpdateIncident, updateIncidentPath } from './incidents/update-incident.ts';
import { createIndicators, insertIndicatorsPath } from './indicators/insert-indicators.ts';
import type { ListLimits } from './listed-records.ts';
import type { OperatorModel } from './operator-model.ts';
import { createRunSnippet, runSnippetPath } from './scripts/run-snippet.ts';
import {
  createScriptResultFiles,
  scriptResultFilesPath,
  type ScriptFilesReply,
} from './scripts/script-result-files.ts';
import { createScriptResults, scriptResultsPath } from './scripts/script-results.ts';
import { createScriptStatus, scriptStatusPath } from './scripts/script-status.ts';
import type { TenantLists } from './tenant-lists.ts';
import { createQueryQuota, queryQuotaPath } from './xql/query-quota.ts';
import { createQueryResults, queryResultsPath, type XqlLimitHabit } from './xql/query-results.ts';
import { createQueryStream, queryStreamPath } from './xql/query-stream.ts';
import { createStartQuery, startQueryPath } from './xql/start-query.ts';
import { createTenantXql, type HeldXql } from './xql/tenant-xql.ts';

/** Which of several plausible answers a tenant gives to those who act on it. */
export interface OperatorHabits {
  /** Shape of the reply of Get Alerts PCAP. Default `alerts`, as its schema says; its example is a `list`. */
  readonly capturesReply?: CapturesReply;
  /** What the limit of Get XQL Query Results does to a result of more than 1000 rows. Default `streams`. */
  readonly xqlLimit?: XqlLimitHabit;
  /** How Get Script Execution Result Files names a link. Default `DATA`, as in its example. */
  readonly scriptFilesReply?: ScriptFilesReply;
}

/** An {@link OperatorModel} and the endpoints it answers at. */
export interface OperatorSide {
  readonly model: OperatorModel;
  readonly endpoints: readonly Place[];
}

/** An endpoint and its path. */
type Place = readonly [string, Endpoint];

export function createOperatorSide(
  { incidents, alerts }: Pick<TenantLists, 'incidents' | 'alerts'>,
  limits: ListLimits,
  habits: OperatorHabits,
): OperatorSide {
  const reactions = createHostReactions();
  const managed = createManagedHosts(limits, reactions);
  const { center } = managed;
  const users = createTenantUsers();
  const indicators = createIndicators(center);
  const captures = createCaptures();
  const xql = createTenantXql();
  const files = createHostFiles();
  const links = createTenantLinks();
  const model: OperatorModel = {
    hosts: managed.records,
    actions: center.done,
    reactions,
    files,
    links,
    users,
    indicators: indicators.list,
    captures,
    xql,
  };
  const endpoints: readonly Place[] = [
    ...hostPlaces(managed),
    ...filePlaces(managed, files, links),
    ...scriptPlaces(managed, files, links, habits.scriptFilesReply ?? 'DATA'),
    [updateIncidentPath, createUpdateIncident(incidents.records, users, center)],
    [insertIndicatorsPath, indicators.endpoint],
    [alertCapturesPath, createAlertCaptures(alerts, captures, habits.capturesReply ?? 'alerts')],
    ...xqlPlaces(xql, habits.xqlLimit ?? 'streams'),
  ];
  return { model, endpoints };
}

function hostPlaces({ listed, center, records, endpoint }: ManagedHosts): readonly Place[] {
  return [
    [hostList.path, endpoint],
    [hostIndexPath, createHostIndex(records)],
    [isolatePath, createIsolation('isolate', listed, center)],
    [unisolatePath, createIsolation('unisolate', listed, center)],
    [scanPath, createScan('scan', listed, center)],
    [abortScanPath, createScan('abort_scan', listed, center)],
    [actionStatusPath, createActionStatus(center)],
  ];
}

function filePlaces({ listed, center }: ManagedHosts, files: HeldHostFiles, links: TenantLinks): readonly Place[] {
  return [
    [fileRetrievalPath, createFileRetrieval(listed, center)],
    [fileRetrievalDetailsPath, createFileRetrievalDetails(listed.records, center, files, links)],
    [downloadPath, createDownload(links)],
    [signedDownloadPath, createSignedDownload(links)],
  ];
}

function scriptPlaces(
  { listed, center }: ManagedHosts,
  files: HeldHostFiles,
  links: TenantLinks,
  reply: ScriptFilesReply,
): readonly Place[] {
  return [
    [runSnippetPath, createRunSnippet(listed, center)],
    [scriptStatusPath, createScriptStatus(center)],
    [scriptResultsPath, createScriptResults(listed.records, center, files)],
    [scriptResultFilesPath, createScriptResultFiles(center, files, links, reply)],
  ];
}

function xqlPlaces(xql: HeldXql, limit: XqlLimitHabit): readonly Place[] {
  return [
    [startQueryPath, createStartQuery(xql)],
    [queryResultsPath, createQueryResults(xql, limit)],
    [queryStreamPath, createQueryStream(xql)],
    [queryQuotaPath, createQueryQuota(xql)],
  ];
}
