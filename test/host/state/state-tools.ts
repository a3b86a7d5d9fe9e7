import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqliteStateOptions } from '../../../src/host/state/sqlite-state-store.ts';

/** The outside world of a store, with what it logged. */
export function stateTools(): SqliteStateOptions['tools'] & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return {
    warnings,
    clock: {
      now: () => Date.UTC(2026, 0, 2),
      elapsed: () => performance.now(),
      sleep: async (ms, signal) => sleep(ms, undefined, { signal }),
    },
    random: { fraction: () => 0.5, token: (length) => randomBytes(length).toString('hex').slice(0, length) },
    logger: { debug() {}, info() {}, error() {}, warn: (_fields, event) => void warnings.push(event) },
  };
}

/** A directory of its own that does not exist yet, below one that is removed at the end. */
export function temporaryDirectory() {
  // In memory where that can be had: every commit is synced, and the tests share a disk.
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'state-'));
  return { path: join(root, 'state'), remove: () => rmSync(root, { recursive: true, force: true }) };
}
