import { expect, test } from 'vitest';
import { judged } from './arrivals.ts';

const incident = { incident_id: '7', modification_time: 5, status: 'new' };
const changed = { ...incident, modification_time: 6, status: 'resolved_other' };
const audit = { AUDIT_ID: 3, AUDIT_OWNER_NAME: 'Zoë' };
const upstream = { wanted: [changed, audit], possible: [incident, changed, audit] };
const arrived = { uid: 'A', body: audit };

test('the last state of each record is enough, and earlier ones may arrive as well', () => {
  const arrivals = [arrived, { uid: 'C', body: changed }, { uid: 'C', body: changed }];
  const nothing = { lost: [], spurious: [], confused: [] };
  expect(judged(arrivals, upstream)).toEqual(nothing);
  expect(judged([...arrivals, { uid: 'I', body: incident }], upstream)).toEqual(nothing);
});

test('a record of which only an earlier state arrived is lost', () => {
  expect(judged([arrived, { uid: 'I', body: incident }], upstream).lost).toEqual(['incident 7 of 6']);
});

test('a record that changed on the way is both lost and spurious', () => {
  const body = { ...changed, status: 'new' };
  expect(judged([arrived, { uid: 'C', body }], upstream)).toMatchObject({
    lost: ['incident 7 of 6'],
    spurious: ['incident 7 of 6'],
  });
});

test('two records under one id, and one record under two, are told', () => {
  expect(judged([arrived, { uid: 'A', body: changed }], upstream).confused).toEqual(['A']);
  expect(judged([arrived, { uid: 'B', body: audit }], upstream).confused).toEqual(['audit 3']);
});
