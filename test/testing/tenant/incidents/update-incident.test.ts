import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  believableIncident,
  createTenantModel,
  incidentList,
  seededRandom,
  updateIncidentPath,
  type JsonObject,
} from '../../../../src/testing/index.ts';
import { replyOf } from '../reply-of.ts';

const at = 1_772_000_000_000;

function tenant(fields: JsonObject = {}) {
  const model = createTenantModel();
  model.incidents.put({ ...believableIncident(seededRandom(1), 7, at - 1000), ...fields });
  model.users.put('a.keller@nordwind.example', 'Anna Keller');
  const update = (data: JsonValue, id: JsonValue = '7') =>
    model.answer(updateIncidentPath, { request_data: { incident_id: id, update_data: data } }, at);
  const incident = () =>
    replyOf<{ incidents: readonly JsonObject[] }>(model.answer(incidentList.path, { request_data: {} }, at))
      .incidents[0];
  return { model, update, incident };
}

describe('update_incident', () => {
  test.each<[string, JsonValue, JsonObject]>([
    [
      'its assignee, whose name the tenant knows',
      { assigned_user_mail: 'a.keller@nordwind.example' },
      { assigned_user_mail: 'a.keller@nordwind.example', assigned_user_pretty_name: 'Anna Keller' },
    ],
    ['its severity', { manual_severity: 'low' }, { manual_severity: 'low', severity: 'low' }],
    ['its notes', { notes: 'seen' }, { notes: 'seen' }],
    [
      'its end',
      { status: 'resolved_other', resolve_comment: 'done' },
      { status: 'resolved_other', resolve_comment: 'done', resolved_timestamp: at },
    ],
    ['nothing to be seen for a comment', { comment: { comment_action: 'add', value: 'hm' } }, { notes: null }],
  ])('changes %s, and the time of modification', (_name, data, fields) => {
    const { model, update, incident } = tenant();
    expect(update(data).body).toEqual({ reply: true });
    expect(incident()).toMatchObject({ ...fields, modification_time: at, creation_time: at - 1000 });
    const request = { incident_id: '7', update_data: data };
    expect(model.actions).toEqual([{ kind: 'update_incident', id: undefined, endpointIds: [], atMs: at, request }]);
  });

  test.each(['', 'none'])('takes it from whoever has it for %j', (mail) => {
    const { update, incident } = tenant({ assigned_user_mail: 'x', assigned_user_pretty_name: 'X' });
    update({ assigned_user_mail: mail });
    expect(incident()).toMatchObject({ assigned_user_mail: null, assigned_user_pretty_name: null });
  });

  test('sets custom fields that there are', () => {
    const { update, incident } = tenant({ custom_fields: { team: 'red', shift: 1 } });
    expect(update({ team: 'blue' }).status).toBe(200);
    expect(incident()).toMatchObject({ custom_fields: { team: 'blue', shift: 1 } });
  });

  test.each<[string, JsonValue, string]>([
    ['a stranger', { assigned_user_mail: 'who@x.example' }, 'who@x.example is not a valid Cortex XDR email address'],
    ['a comment on an end there is not', { resolve_comment: 'done' }, 'resolve_comment'],
    ['a status of the tenant’s own', { status: 'resolved_auto_resolve' }, 'status'],
    ['a severity there is not', { manual_severity: 'informational' }, 'manual_severity'],
    ['a field there is not', { owner: 'me' }, 'owner'],
    ['nothing', {}, 'empty'],
  ])('refuses %s with 500 and changes nothing', (_name, data, message) => {
    const { model, update, incident } = tenant();
    const answer = update(data);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).toContain(message);
    expect(incident()).toMatchObject({ modification_time: at - 1000 });
    expect(model.actions).toEqual([]);
  });

  test('an incident there is not is a 500 that says so; ids may be numbers', () => {
    const { update } = tenant();
    expect(update({ notes: 'x' }, '8')).toMatchObject({
      status: 500,
      body: { reply: { err_msg: expect.stringMatching(/Incident not found$/) } },
    });
    expect(update({ notes: 'x' }, 7).status).toBe(200);
  });

  test('is unknown to a tenant that has moved to cases', () => {
    const { model, update } = tenant();
    model.setGeneration('cases');
    expect(update({ notes: 'x' }).body).toMatch(/waitress/);
  });
});
