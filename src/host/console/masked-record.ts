import type { LiveRecord } from '../../api/operations.ts';
import type { HrTime, JsonValue, LogRecord } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import { maskedJson } from './masked-json.ts';

export type MaskedRecord = Omit<LiveRecord, 'sequence' | 'at' | 'mapped' | 'raw'> & {
  readonly mapped: JsonValue;
  readonly raw: JsonValue;
};

/** A record for people to look at: as it was delivered, and as the vendor sent it, without what may be a secret. */
export function maskedRecord(record: LogRecord, redactor: Pick<Redactor, 'redact'>): MaskedRecord {
  const { uid, eventName, time, observedTime, severityNumber, severityText, body, attributes } = record;
  const mapped = {
    eventName,
    time: time === undefined ? null : nanoseconds(time),
    observedTime: nanoseconds(observedTime),
    severityNumber,
    severityText: severityText ?? null,
    attributes: { ...attributes, 'log.record.uid': uid },
  };
  return {
    eventName: redactor.redact(eventName),
    severity: severityText === undefined ? null : redactor.redact(severityText),
    time: isoOf(time),
    uid,
    mapped: maskedJson(mapped, redactor),
    raw: maskedJson(body, redactor),
  };
}

/** As in OTLP/JSON: epoch nanoseconds, a text because no number of JavaScript holds them. */
function nanoseconds([seconds, rest]: HrTime): string {
  return Number.isInteger(seconds) && Number.isInteger(rest) ? String(BigInt(seconds) * 10n ** 9n + BigInt(rest)) : '';
}

/** RFC 3339 has years of four digits; a vendor's time may lie anywhere. */
function isoOf(time: HrTime | undefined): string | null {
  if (time === undefined) return null;
  const ms = time[0] * 1000 + Math.floor(time[1] / 1e6);
  return ms >= Date.UTC(0) && ms <= Date.UTC(9999, 11, 31) ? new Date(ms).toISOString() : null;
}
