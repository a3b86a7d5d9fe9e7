import type { TestResult } from '../../api/connector-form.ts';
import type { Manifest } from '../../contract/index.ts';
import type { OutsideFacts } from './judge-topics.ts';

const dayMs = 86_400_000;

/** What a connector's source says of its retention, and its last test of what is about to end. */
export function outsideFacts(
  source: string,
  manifests: readonly Manifest[],
  lastTest: Pick<TestResult, 'stages'> | undefined,
): OutsideFacts {
  const { retentionDays } = manifests.flatMap(({ sources }) => sources).find(({ id }) => id === source) ?? {};
  return {
    retentionMs: retentionDays === undefined ? undefined : retentionDays * dayMs,
    expires: firstToEnd(lastTest),
  };
}

function firstToEnd(lastTest: Pick<TestResult, 'stages'> | undefined): OutsideFacts['expires'] {
  const ends = (lastTest?.stages ?? []).flatMap(({ expires }) =>
    expires ? [{ what: expires.what, atMs: Date.parse(expires.at) }] : [],
  );
  return ends.toSorted((a, b) => a.atMs - b.atMs)[0];
}
