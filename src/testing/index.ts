export { createChangeBell, type ChangeBell } from './change-bell.ts';
export { exactNumber } from './exact-number.ts';
export {
  demoKey,
  startFakeTenant,
  type FakeTenant,
  type FakeTenantOptions,
  type TenantCall,
  type TenantRequest,
} from './fake-tenant.ts';
export { isJsonObject, okAnswer, type Answer, type JsonObject } from './faults/answer.ts';
export type { BodyStream } from './faults/body-stream.ts';
export type { Effect, Fault, FaultCall, Run } from './faults/fault.ts';
export { fault } from './faults/fault-kinds.ts';
export type { FaultSwitch } from './faults/fault-switch.ts';
export { pageFault } from './faults/page-fault.ts';
export type { LoopbackOptions } from './loopback-server.ts';
export { memoryMemo } from '../shared/memory-memo.ts';
export { seededRandom, type SeededRandom } from './seeded-random.ts';
export { silentLogger } from './silent-logger.ts';
export type { ActionKind, ActionStatus, DoneAction } from './tenant/actions/action.ts';
export { actionStatusPath } from './tenant/actions/action-status.ts';
export type { HostReaction, HostReactions } from './tenant/actions/host-reactions.ts';
export { isolatePath, unisolatePath } from './tenant/actions/isolation.ts';
export { abortScanPath, scanPath } from './tenant/actions/scan.ts';
export { alertCapturesPath, type CapturesReply } from './tenant/alerts/alert-captures.ts';
export type { Captures } from './tenant/alerts/captures.ts';
export type { ApiKey } from './tenant/api-key.ts';
export { caseList, issueList } from './tenant/case-list.ts';
export { caseOf } from './tenant/case-of.ts';
export type { Generation } from './tenant/generation.ts';
export { issueOf } from './tenant/issue-of.ts';
export { caseArtifactsPath } from './tenant/route-of.ts';
export { hostIndexPath } from './tenant/hosts/host-index.ts';
export { hostList } from './tenant/hosts/host-list.ts';
export type { OperatorModel } from './tenant/operator-model.ts';
export type { OperatorHabits } from './tenant/operator-side.ts';
export { downloadPath, signedDownloadPath } from './tenant/files/download.ts';
export { fileRetrievalPath } from './tenant/files/file-retrieval.ts';
export { fileRetrievalDetailsPath } from './tenant/files/file-retrieval-details.ts';
export type { FileOffer, FileSource, HostFiles } from './tenant/files/host-files.ts';
export type { LinkOrigins } from './tenant/files/tenant-links.ts';
export { runSnippetPath } from './tenant/scripts/run-snippet.ts';
export { scriptResultFilesPath, type ScriptFilesReply } from './tenant/scripts/script-result-files.ts';
export { scriptResultsPath } from './tenant/scripts/script-results.ts';
export { scriptStatusPath } from './tenant/scripts/script-status.ts';
export type { ExtraData, ExtraDataList } from './tenant/extra-data.ts';
export type { TenantUsers } from './tenant/incidents/tenant-users.ts';
export { updateIncidentPath } from './tenant/incidents/update-incident.ts';
export { insertIndicatorsPath } from './tenant/indicators/insert-indicators.ts';
export { extraDataPath } from './tenant/incident-extra-data.ts';
export { multipleExtraDataPath, type MultipleExtraDataReply } from './tenant/incidents-extra-data.ts';
export {
  agentReportList,
  alertList,
  alertListV1,
  auditList,
  incidentList,
  type FilterSpec,
  type ListSpec,
  type Operator,
} from './tenant/list-spec.ts';
export type { RecordList, Visibility } from './tenant/record-list.ts';
export type { TieOrder } from './tenant/tie-order.ts';
export { queryQuotaPath } from './tenant/xql/query-quota.ts';
export { queryResultsPath, type XqlLimitHabit } from './tenant/xql/query-results.ts';
export { queryStreamPath } from './tenant/xql/query-stream.ts';
export { startQueryPath } from './tenant/xql/start-query.ts';
export type { TenantXql, XqlLimits } from './tenant/xql/tenant-xql.ts';
export type { XqlOutcome, XqlWindow } from './tenant/xql/xql-outcome.ts';
export type { XqlQuery } from './tenant/xql/xql-query.ts';
export { xsoar6AuditPath, type DateBounds } from './tenant/xsoar6-audits.ts';
export { createTenantModel, type TenantModel, type TenantModelOptions } from './tenant-model.ts';
export { testStartMs, testTools } from './test-tools.ts';
export { createVirtualClock, type VirtualClock, type VirtualClockOptions } from './virtual-clock.ts';
export {
  startFakeOtlpEndpoint,
  type FakeOtlpEndpoint,
  type FakeOtlpEndpointOptions,
  type OtlpRequest,
} from './fake-otlp-endpoint.ts';
export { decodeLogs, type OtlpEncoding } from './otlp/decode-logs.ts';
export { otlpFault, type OtlpCall } from './otlp/otlp-fault.ts';
export type { ReceivedAttributes, ReceivedRecord } from './otlp/received-record.ts';
export { conformance } from './conformance.ts';
export type { ConformanceCase, ConformanceSubject, ConformanceUpstream } from './conformance/conformance-subject.ts';
export {
  createBelievableDay,
  type BelievableDay,
  type BelievableDayOptions,
  type DayCounts,
} from './believable-day.ts';
export { believableAgentReport } from './day/believable-agent-report.ts';
export { believableAlert } from './day/believable-alert.ts';
export { believableAudit, believableXsoar6Audit } from './day/believable-audit.ts';
export { believableCase } from './day/believable-case.ts';
export { believableEvent } from './day/believable-event.ts';
export { believableExtraData } from './day/believable-extra-data.ts';
export { believableHost } from './day/believable-host.ts';
export { believableIncident, incidentChange } from './day/believable-incident.ts';
export { hostileVersion } from './day/hostile-text.ts';
export { conformanceTenant, type CortexSubject } from './conformance-tenant.ts';
