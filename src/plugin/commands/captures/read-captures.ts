import { ConnectorError, type JsonValue } from '../../../contract/index.ts';
import { numberOf, objectOf, textOf } from '../../sources/vendor-values.ts';
import type { ReadMeans } from '../command-definition.ts';
import { numberIfExact } from '../input/number-if-exact.ts';
import type { CaptureInput } from './capture-input.ts';

const path = '/public_api/v1/alerts/get_alerts_pcap';

export interface AlertCapture {
  readonly alertId: string;
  /** A PCAP file in base64, as the API has it; empty: the alert has none. */
  readonly base64: string;
}

export interface Captures {
  readonly answer: JsonValue;
  readonly captures: readonly AlertCapture[];
  /** How many alerts there are of this kind, as the API counts them. */
  readonly total: number | undefined;
}

/** The captures of a page of alerts, the newest first (Cortex XDR REST API, Get Alerts PCAP). */
export async function readCaptures(
  input: CaptureInput,
  { ask }: Pick<ReadMeans, 'ask'>,
  signal: AbortSignal,
): Promise<Captures> {
  const filters = filtersOf(input);
  const answer = await ask(
    path,
    {
      request_data: {
        ...(filters.length > 0 && { filters }),
        search_from: 0,
        search_to: input.limit,
        sort: { field: 'creation_time', keyword: 'desc' },
      },
    },
    signal,
  );
  // The document's schema has `alerts` and counts; its example is a bare list.
  const reply = objectOf(answer)?.['reply'];
  const rows = Array.isArray(reply) ? (reply as readonly JsonValue[]) : objectOf(reply)?.['alerts'];
  // Null: seen of lists of alerts without any.
  if (rows !== null && !Array.isArray(rows))
    throw new ConnectorError('protocol', `${path} answered without a list of alerts`, { code: 'API-BODY' });
  return {
    answer,
    captures: ((rows ?? []) as readonly JsonValue[]).flatMap(captureOf),
    total: numberOf(objectOf(reply)?.['total_count']),
  };
}

function filtersOf(input: CaptureInput): readonly JsonValue[] {
  const { creation_time: fromMs, severities, alert_sources: sources, alert_ids: ids } = input;
  return [
    ...(fromMs === undefined ? [] : [{ field: 'creation_time', operator: 'gte', value: fromMs }]),
    ...(severities ? [{ field: 'severity', operator: 'in', value: severities }] : []),
    ...(sources ? [{ field: 'alert_source', operator: 'in', value: sources }] : []),
    ...(ids ? [{ field: 'alert_id_list', operator: 'in', value: ids.map(numberIfExact) }] : []),
  ];
}

function captureOf(row: JsonValue): readonly AlertCapture[] {
  const { id, pcap_data: base64 } = objectOf(row) ?? {};
  const alertId = textOf(id);
  return alertId === undefined ? [] : [{ alertId, base64: textOf(base64)?.trim() ?? '' }];
}
