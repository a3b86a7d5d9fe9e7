import { hash } from 'node:crypto';
import { type CommandFailure, type CommandFile, isConnectorError } from '../../../contract/index.ts';
import type { ReadMeans } from '../command-definition.ts';
import { fileName } from '../files/file-name.ts';
import type { AlertCapture } from './read-captures.ts';
import { saveCapture } from './save-capture.ts';

/** Writes captures to files, and knows of which alerts they came. */
export interface CaptureSaver {
  /** Saves those that have not come before. Rejects with the signal's reason when that is aborted. */
  save(captures: readonly AlertCapture[], signal: AbortSignal): Promise<void>;
  /** Ids of the alerts that have come, with a capture or without one, in their order. */
  ids(which: 'with' | 'without'): readonly string[];
  files(): readonly CommandFile[];
  failures(): readonly CommandFailure[];
}

export function captureSaver(command: string, means: Pick<ReadMeans, 'output' | 'tell' | 'failure'>): CaptureSaver {
  const files: CommandFile[] = [];
  const failures: CommandFailure[] = [];
  /** Hashes of the captures of each alert: one that comes twice, as from a list that grows, is one. */
  const seen = new Map<string, Set<string>>();

  /** Which one of its alert it is, from 1; undefined: there is nothing in it, or it has come before. */
  function placeOf({ alertId, base64 }: AlertCapture): number | undefined {
    const before = seen.get(alertId) ?? new Set<string>();
    seen.set(alertId, before);
    const hashed = hash('sha256', base64);
    return base64 === '' || before.has(hashed) ? undefined : before.add(hashed).size;
  }

  return {
    async save(captures, signal) {
      for (const capture of captures) {
        signal.throwIfAborted();
        const { alertId } = capture;
        const place = placeOf(capture);
        if (place === undefined) continue;
        means.tell({ message: `captures saved: ${files.length}`, done: files.length });
        const name = fileName(command, place === 1 ? [alertId] : [alertId, `${place}`], 'pcap');
        try {
          files.push(await saveCapture(capture, name, means));
        } catch (error) {
          if (!isConnectorError(error)) throw error;
          failures.push(means.failure(error, { input: alertId }));
        }
      }
    },
    ids: (which) => [...seen].filter(([, found]) => found.size > 0 === (which === 'with')).map(([id]) => id),
    files: () => files,
    failures: () => failures,
  };
}
