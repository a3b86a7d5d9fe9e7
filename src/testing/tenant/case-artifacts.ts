import { okAnswer, type JsonObject } from '../faults/answer.ts';
import type { Endpoint } from './endpoint.ts';
import type { HeldExtraData } from './extra-data.ts';
import type { ListedRecords } from './listed-records.ts';
import type { HeldRecords } from './record-list.ts';

/**
 * Makes the endpoint of the artifacts of a case (Cortex XSIAM Platform APIs, Retrieve case artifacts): a GET without a
 * body. Live answers are a bare list with one entry, in no envelope (vanhecke/celmex); that the list is empty for a case
 * that is not there is assumed.
 */
export function createCaseArtifacts(cases: ListedRecords, incidents: HeldRecords, extraData: HeldExtraData): Endpoint {
  return {
    answer: ({ path, nowMs }) => {
      cases.records.settle(nowMs);
      incidents.settle(nowMs);
      const id = path.replace(/\/$/, '').replace(/^.*\//, '');
      const version = cases.records.shown(id);
      if (!version || version.restricted) return okAnswer([]);
      const { networkArtifacts, fileArtifacts } = extraData.of(incidents.shown(id) ?? version, nowMs);
      const bucket = (rows: readonly JsonObject[]) => ({
        TOTAL_COUNT: rows.length,
        DATA: rows.map((row) => ({ case_id: version.record['case_id'] ?? null, ...row })),
      });
      const entry = { network_artifacts: bucket(networkArtifacts), file_artifacts: bucket(fileArtifacts) };
      return okAnswer([{ case_id: version.record['case_id'] ?? null, ...entry }]);
    },
  };
}
