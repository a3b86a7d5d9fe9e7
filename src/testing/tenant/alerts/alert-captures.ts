import { okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { fieldText } from '../field-text.ts';
import type { ListedRecords } from '../listed-records.ts';
import { answerRequestData } from '../request-data.ts';
import type { HeldCaptures } from './captures.ts';

/** Path of Get Alerts PCAP (Cortex XDR REST API). */
export const alertCapturesPath = '/public_api/v1/alerts/get_alerts_pcap';

/** The document's schema has counts and `alerts`, with ids as text; its example is a bare list, with numbers. */
export type CapturesReply = 'alerts' | 'list';

/** Makes the endpoint: a page of the alerts, those of the source `PAN NGFW` with a capture and all others without. */
export function createAlertCaptures(alerts: ListedRecords, captures: HeldCaptures, shape: CapturesReply): Endpoint {
  function page(request: JsonObject, nowMs: number): Answer {
    const { page: rows, count } = alerts.select(request, nowMs);
    const found = rows.map(({ id, record }) => ({
      id: shape === 'alerts' ? id : Number(id),
      pcap_data: fieldText(record['source']) === 'PAN NGFW' ? Buffer.from(captures.of(id)).toString('base64') : '',
    }));
    if (shape === 'list') return okAnswer({ reply: found });
    return okAnswer({ reply: { total_count: count, result_count: found.length, alerts: found } });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => page(request, nowMs)) };
}
