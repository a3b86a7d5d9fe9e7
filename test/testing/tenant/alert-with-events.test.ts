import { expect, test } from 'vitest';
import {
  alertListV1,
  believableAlert,
  createTenantModel,
  seededRandom,
  type JsonObject,
} from '../../../src/testing/index.ts';
import { alertWithEvents } from '../../../src/testing/tenant/alert-with-events.ts';
import { replyOf } from './reply-of.ts';

const at = 1_772_000_000_000;

test('lists of the fields of events become a list of events', () => {
  const alert = {
    alert_id: '1',
    action: 'BLOCKED',
    host_ip: ['10.0.0.1', '10.0.0.2'],
    events: null,
    case_id: 7,
    actor_process_image_name: ['a.exe', 'b.exe'],
    action_remote_port: [443, null],
    os_actor_process_os_pid: [5],
    story_id: 'one for all',
  };
  expect(alertWithEvents(alert)).toEqual({
    alert_id: '1',
    action: 'BLOCKED',
    host_ip: ['10.0.0.1', '10.0.0.2'],
    events: [
      {
        actor_process_image_name: 'a.exe',
        action_remote_port: 443,
        os_actor_process_os_pid: 5,
        story_id: 'one for all',
      },
      {
        actor_process_image_name: 'b.exe',
        action_remote_port: null,
        os_actor_process_os_pid: null,
        story_id: 'one for all',
      },
    ],
  });
});

test('an alert has at least one event, and a believable one as many as it says', () => {
  expect(alertWithEvents({ alert_id: '1' })).toEqual({ alert_id: '1', events: [{}] });
  for (let seed = 1; seed < 20; seed += 1) {
    const alert = believableAlert(seededRandom(seed), seed, at);
    expect(alertWithEvents(alert)['events']).toHaveLength(Number(alert['events_length']));
  }
});

test('the first list has the alerts of the second, in step with it, and filters by external ids, too', () => {
  const model = createTenantModel();
  for (const id of [1, 2, 3]) model.alerts.put(believableAlert(seededRandom(id), id, at + id));
  model.alerts.put(believableAlert(seededRandom(4), 4, at), { visibleAtMs: at + 10 });
  model.alerts.remove(3);
  const ids = (request: JsonObject, nowMs = at) =>
    replyOf<{ alerts: readonly JsonObject[] }>(model.answer(alertListV1.path, { request_data: request }, nowMs))
      .alerts.map(({ alert_id }) => Number(alert_id))
      .toSorted((a, b) => a - b);
  expect(ids({})).toEqual([1, 2]);
  expect(ids({}, at + 10)).toEqual([1, 2, 4]);
  expect(ids({ filters: [{ field: 'external_id_list', operator: 'in', value: ['external-2'] }] })).toEqual([2]);
  expect(ids({ filters: [{ field: 'server_creation_time', operator: 'gte', value: at + 2 }] })).toEqual([2]);
});
