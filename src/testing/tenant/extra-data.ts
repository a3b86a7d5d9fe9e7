import type { JsonObject } from '../faults/answer.ts';
import { createRecordList, type RecordList, type Version, type Visibility } from './record-list.ts';

/** What an incident can be expanded with. */
export interface ExtraData {
  /** In the flat shape: a scalar per field (Cortex XDR REST API, Get Extra Incident Data). */
  readonly alerts?: readonly JsonObject[];
  readonly networkArtifacts?: readonly JsonObject[];
  readonly fileArtifacts?: readonly JsonObject[];
}

/** The extra data of a tenant's incidents; an incident nothing was put for has none of any kind. */
export interface ExtraDataList {
  /** Replaces what there is for an incident, at once or when it becomes visible. */
  put(incidentId: string | number, extra: ExtraData, visibility?: Pick<Visibility, 'visibleAtMs'>): void;
  /** Makes the extra data of incidents nothing was put for, whenever it is asked for: the same for the same incident. */
  otherwise(make: (incident: JsonObject) => ExtraData): void;
}

/** An {@link ExtraDataList} as the endpoints see it. */
export interface HeldExtraData extends ExtraDataList {
  /** What an incident has at `nowMs`, epoch milliseconds. */
  of(incident: Version, nowMs: number): Required<ExtraData>;
}

/** Makes an empty {@link ExtraDataList}; `alerts` is told of every alert that is put. */
export function createExtraDataList(alerts: Pick<RecordList, 'put'>): HeldExtraData {
  const records = createRecordList('id');
  let make: (incident: JsonObject) => ExtraData = () => ({});

  return {
    put: (incidentId, extra, visibility) => {
      records.put({ id: incidentId, ...extra }, visibility);
      for (const alert of extra.alerts ?? []) alerts.put(alert, visibility);
    },
    otherwise: (maker) => {
      make = maker;
    },
    of: ({ id, record }, nowMs) => {
      records.settle(nowMs);
      const held: ExtraData = records.shown(id)?.record ?? make(record);
      const { alerts: own = [], networkArtifacts = [], fileArtifacts = [] } = held;
      return { alerts: own, networkArtifacts, fileArtifacts };
    },
  };
}
