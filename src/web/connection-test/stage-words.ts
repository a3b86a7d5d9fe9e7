import { inWords } from '../ui/in-words.ts';

const words: Readonly<Record<string, string>> = { dns: 'DNS', tls: 'TLS', connect: 'Connection', otlp: 'OTLP' };

/** The name of a stage for people, whatever plugin it is of. */
export function stageWords(stage: string): string {
  return words[stage] ?? inWords(stage);
}

export const statusWords = {
  pending: 'Waiting',
  running: 'Running',
  ok: 'OK',
  warning: 'Warning',
  failed: 'Failed',
  skipped: 'Skipped',
} as const;
