import { expect, test } from 'vitest';
import { xdrAudit } from '../../../src/plugin/sources/xdr-audit.ts';
import { xsoarAudit } from '../../../src/plugin/sources/xsoar-audit.ts';
import { connectorOf, scriptedApi } from './scripted-api.ts';

const { signal } = new AbortController();
const entry = { AUDIT_ID: 7, AUDIT_INSERT_TIME: 1_764_234_061_005, AUDIT_ENTITY: 'AUTH' };

test('is the list that XSOAR 8 serves, its records those of XDR, with ids of their own', async () => {
  const query = { fromMs: 5, offset: 0, limit: 100, order: 'oldest-first' } as const;
  const [xdr, xsoar] = [scriptedApi({ reply: { data: [entry] } }), scriptedApi({ reply: { data: [entry] } })];
  const page = await xdrAudit.feed(xdr, connectorOf('xdr-audit')).page(query, signal);
  const other = await xsoarAudit.feed(xsoar, connectorOf('xsoar-audit')).page(query, signal);
  expect(xdr.asked).toEqual(xsoar.asked);
  expect(page.rows[0]?.uid).not.toBe(other.rows[0]?.uid);
  expect(xdrAudit.origin(connectorOf('xdr-audit')).resource).toMatchObject({ 'service.name': 'cortex-xdr' });
});
