import { isIP } from 'node:net';
import type { JsonValue } from '../../../contract/index.ts';
import { isJsonObject, type JsonObject } from '../../faults/answer.ts';
import { fieldText } from '../field-text.ts';

const severities = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL', 'UNKNOWN'];
const reputations = ['GOOD', 'BAD', 'SUSPICIOUS', 'UNKNOWN', 'NO_REPUTATION'];
const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

/** What must hold of an indicator of each type. */
const types: Readonly<Record<string, (indicator: string) => boolean>> = {
  HASH: (indicator) => /^([0-9a-f]{32}|[0-9a-f]{64})$/i.test(indicator),
  IP: (indicator) => isIP(indicator) !== 0,
  DOMAIN_NAME: (indicator) => /^([a-z0-9_-]+\.)+[a-z0-9-]{2,}$/i.test(indicator),
  FILENAME: (indicator) => !/[/\\]/.test(indicator),
  PATH: () => true,
};

/**
 * Why the tenant does not take an indicator; undefined when it does. What a field may be stands in the Cortex XDR REST
 * API (Insert Simple Indicators, JSON); the severity UNKNOWN is only in the D3 document. The texts are assumed.
 */
export function indicatorError(indicator: JsonObject): string | undefined {
  const value = fieldText(indicator['indicator']);
  const type = fieldText(indicator['type']);
  const fits = Object.hasOwn(types, type) ? types[type] : undefined;
  if (value === '') return 'indicator is missing';
  if (!fits) return `type ${type} is not supported`;
  if (!fits(value)) return `${value} is no ${type}`;
  return (
    wordError(indicator, 'severity', severities, true) ??
    wordError(indicator, 'reputation', reputations) ??
    wordError(indicator, 'reliability', reliabilities) ??
    expirationError(indicator['expiration_date']) ??
    vendorError(indicator['vendors'])
  );
}

function wordError(record: JsonObject, name: string, words: readonly string[], required = false): string | undefined {
  const value = record[name] ?? null;
  if (value === null) return required ? `${name} is missing` : undefined;
  return words.includes(fieldText(value)) ? undefined : `${name} ${fieldText(value)} is not supported`;
}

/** Epoch milliseconds, `Never` or -1. */
function expirationError(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null || value === 'Never' || value === -1) return undefined;
  return Number.isInteger(value) && Number(value) > 0 ? undefined : 'expiration_date is not valid';
}

function vendorError(vendors: JsonValue | undefined): string | undefined {
  if (vendors === undefined || vendors === null) return undefined;
  const list = Array.isArray(vendors) ? (vendors as readonly JsonValue[]) : [null];
  const errors = list.map((vendor) => {
    if (!isJsonObject(vendor) || fieldText(vendor['vendor_name']) === '') return 'vendor_name is missing';
    return wordError(vendor, 'reputation', reputations, true) ?? wordError(vendor, 'reliability', reliabilities, true);
  });
  return errors.find((error) => error !== undefined);
}
