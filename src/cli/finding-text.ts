import type { Finding } from '../host/config/findings.ts';
import { plainText } from '../shared/plain-text.ts';

/** A finding on one line: `collector.yaml:4:7: connectors[0].fqdn: is required`, and what would be accepted. */
export function findingText(file: string, { path, line, column, message, allowed, suggested }: Finding): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const setting = path === '' ? '' : `${path}: `;
  const hints = [
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
    ...(suggested === undefined ? [] : [`did you mean ${suggested}?`]),
  ];
  return plainText(`${place}: ${setting}${message}${hints.length > 0 ? ` (${hints.join('; ')})` : ''}`);
}
