import { join } from 'node:path';
import { openSqliteStateReader } from '../../src/host/state/sqlite-reader.ts';
import { type Arrival, judged, type Judgement } from './arrivals.ts';
import { receiptsOf, uidOf } from './receipts.ts';
import { type Repeats, repeatsIn } from './repeats.ts';
import type { Scene } from './scene.ts';

/** What is there after the last life, compared with what the tenant holds. */
export interface Aftermath extends Judgement {
  readonly repeats: Repeats;
  /** Records the tenant holds, each with its last state: all have to arrive. */
  readonly wanted: number;
  /** States of records that arrived, each counted once. */
  readonly arrived: number;
  readonly exports: number;
  /** Records the endpoint rejected for good; they have to be among the dead letters instead. */
  readonly rejected: number;
}

export async function aftermathOf(scene: Scene): Promise<Aftermath> {
  const { endpoint, tenant, wire, habits } = scene;
  const receipts = receiptsOf(endpoint, wire.exchanges);
  const accepted = endpoint.received().map((record): Arrival => ({ uid: uidOf(record), body: record.body }));
  const rejected = new Set(receipts.flatMap((receipt) => receipt.rejected));
  const kept = (await deadLetters(scene.directory)).filter(({ uid }) => rejected.has(uid));
  const { incidents, audits } = tenant.model;
  const nowMs = Date.now();
  const wanted = [...incidents.visible(nowMs), ...audits.visible(nowMs)];
  const possible = [...incidents.history(), ...audits.history()];
  return {
    ...judged([...accepted, ...kept], { wanted, possible }),
    repeats: repeatsIn(receipts, habits.exportTimeoutMs),
    wanted: wanted.length,
    arrived: endpoint.counts().size,
    exports: receipts.length,
    rejected: rejected.size,
  };
}

async function deadLetters(directory: string): Promise<readonly Arrival[]> {
  const reader = await openSqliteStateReader(join(directory, 'state'));
  try {
    const entries = await reader.deadLetters({ kind: 'partial', limit: 10_000 });
    return entries.flatMap(({ records }) => records.map(({ uid, body }) => ({ uid, body })));
  } finally {
    await reader.close();
  }
}
