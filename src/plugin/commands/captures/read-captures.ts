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

/** A page of alerts. */
export interface CapturePage {
  readonly answer: JsonValue;
  readonly captures: readonly AlertCapture[];
  /** How many alerts there are of this kind, as the API counts them. */
  readonly total: number | undefined;
  /** How many rows it has, those that are none of an alert included. */
  readonly rows: number;
}

/** Places of alerts, the newest one first; `to` is not included. */
export interface AlertSpan {
  readonly from: number;
  readonly to: number;
}

/** The captures of a page of alerts, the newest first (Cortex XDR REST API, Get Alerts PCAP). @throws ConnectorError */
export async function readCaptures(
  input: CaptureInput,
  { from, to }: AlertSpan,
  { ask }: Pick<ReadMeans, 'ask'>,
  signal: AbortSignal,
): Promise<CapturePage> {
  const filters = filtersOf(input);
  const answer = await ask(
    path,
    {
      request_data: {
        ...(filters.length > 0 && { filters }),
        search_from: from,
        search_to: to,
        sort: { field: 'creation_time', keyword: 'desc' },
      },
    },
    signal,
  );
  const rows = alertsOf(answer);
  if (!rows) throw new ConnectorError('protocol', `${path} answered without a list of alerts`, { code: 'API-BODY' });
  const total = numberOf(objectOf(objectOf(answer)?.['reply'])?.['total_count']);
  return { answer, captures: rows.flatMap(captureOf), total, rows: rows.length };
}

/** The answer as it is worth keeping when there are several: each capture, which is in a file, by its size alone. */
export function withoutCaptures(answer: JsonValue): JsonValue {
  const reply = objectOf(answer)?.['reply'];
  const alerts = (alertsOf(answer) ?? []).map((row) => {
    const { pcap_data: base64, ...said } = objectOf(row) ?? {};
    return { ...said, pcap_data: `[${textOf(base64)?.length ?? 0} characters of base64]` };
  });
  return { reply: Array.isArray(reply) ? alerts : { ...objectOf(reply), alerts } };
}

/** The document's schema has `alerts` and counts; its example is a bare list. */
function alertsOf(answer: JsonValue): readonly JsonValue[] | undefined {
  const reply = objectOf(answer)?.['reply'];
  const rows = Array.isArray(reply) ? reply : objectOf(reply)?.['alerts'];
  // Null: seen of lists of alerts without any.
  if (rows === null) return [];
  return Array.isArray(rows) ? (rows as readonly JsonValue[]) : undefined;
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
