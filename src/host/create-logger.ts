import { pino } from 'pino';
import type { Logger } from '../contract/index.ts';
import type { Redactor } from '../shared/redact.ts';
import type { LogLevel } from './config/configuration.ts';
import { plainText } from '../shared/plain-text.ts';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Knows every secret of the process; asked last, when a line is whole. */
  readonly redactor: Pick<Redactor, 'redact'>;
  /** Where lines go, each with its line feed. */
  readonly stream: { write(line: string): unknown };
}

/** Lists and maps are shown so deep; what lies deeper is left out. */
const maxDepth = 6;

/** The host's log: one JSON object a line, whatever a field holds. */
export function createLogger({ level, redactor, stream }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    // Fields of ours are called `message`: the event has a name of its own.
    messageKey: 'event',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => plainFields(fields),
    },
  };
  const log = pino(options, { write: (line: string) => void stream.write(redactor.redact(line)) });
  return {
    debug: (fields, event) => log.debug(fields, event),
    info: (fields, event) => log.info(fields, event),
    warn: (fields, event) => log.warn(fields, event),
    error: (fields, event) => log.error(fields, event),
  };
}

function plainFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [plainText(name), plain(value, 1)]));
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return plainText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return '…';
  if (value instanceof Error) return plainText(value.stack ?? String(value));
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  // A secret and a date say themselves how they are shown.
  if ('toJSON' in value && typeof value.toJSON === 'function') return plain(value.toJSON(), depth + 1);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [plainText(name), plain(item, depth + 1)]));
}
