import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  alertCapturesPath,
  believableAlert,
  createTenantModel,
  seededRandom,
  type CapturesReply,
} from '../../../../src/testing/index.ts';
import { replyOf } from '../reply-of.ts';

const at = 1_772_000_000_000;

interface Captured {
  readonly id: string;
  readonly pcap_data: string;
}

function ask(request: JsonValue, capturesReply: CapturesReply = 'alerts') {
  const model = createTenantModel({ capturesReply });
  for (const [id, source] of [
    [1, 'PAN NGFW'],
    [2, 'XDR Agent'],
    [3, 'PAN NGFW'],
  ] as const) {
    model.alerts.put({ ...believableAlert(seededRandom(id), id, at + id), detection_timestamp: at + id, source });
  }
  model.captures.put(3, Buffer.from('my capture'));
  return model.answer(alertCapturesPath, { request_data: request }, at + 10);
}
const captured = (request: JsonValue) => replyOf<{ alerts: readonly Captured[] }>(ask(request)).alerts;

describe('get_alerts_pcap', () => {
  test('gives a capture for alerts of the firewall, and an empty text for all others', () => {
    const [three, two, one] = captured({});
    expect(two).toEqual({ id: '2', pcap_data: '' });
    expect(Buffer.from(three?.pcap_data ?? '', 'base64').toString()).toBe('my capture');
    const pcap = Buffer.from(one?.pcap_data ?? '', 'base64');
    expect(pcap.readUInt32LE(0)).toBe(0xa1b2c3d4);
    expect(pcap.readUInt32LE(24 + 8)).toBe(pcap.length - 24 - 16);
  });

  test.each<[JsonValue, string[]]>([
    [{ field: 'alert_id_list', operator: 'in', value: [1, 2] }, ['2', '1']],
    [{ field: 'alert_source', operator: 'in', value: ['PAN NGFW'] }, ['3', '1']],
    [{ field: 'creation_time', operator: 'gte', value: at + 2 }, ['3', '2']],
  ])('filters by %j', (filter, ids) => {
    expect(captured({ filters: [filter] }).map(({ id }) => id)).toEqual(ids);
  });

  test('has the shape of the document’s example when told so', () => {
    const request = { filters: [{ field: 'alert_id_list', operator: 'in', value: [2] }] };
    expect(ask(request, 'list').body).toEqual({ reply: [{ id: 2, pcap_data: '' }] });
    expect(ask(request).body).toEqual({
      reply: { total_count: 1, result_count: 1, alerts: [{ id: '2', pcap_data: '' }] },
    });
  });

  test('gives no more than a hundred', () => {
    expect(ask({ search_from: 0, search_to: 101 }).status).toBe(500);
  });
});
