import { ConnectorError } from '../../contract/index.ts';
import type { Secret } from '../../shared/secret.ts';

const toleratedSkewMs = 60_000;

/** A key or id that cannot travel in a header. Said here, because whoever builds the header quotes what it refuses. */
export function unusableKeyError(key: Secret, keyId: string | undefined): ConnectorError | undefined {
  const usable = (text: string) => /^[\x21-\x7e]+$/.test(text);
  if (usable(key.reveal()) && (keyId === undefined || usable(keyId))) return undefined;
  return new ConnectorError('config', 'the API key or its id is empty or holds characters that cannot be sent', {
    code: 'CFG-001',
    remedy: 'Copy key and key ID again, without spaces or line breaks.',
  });
}

/** The error for a refused key: names the clock where it is what may be wrong. */
export function refusedKeyError(error: ConnectorError, host: string, skewMs: number | undefined): ConnectorError {
  if (skewMs === undefined || Math.abs(skewMs) <= toleratedSkewMs) return error;
  const skew = `${inWords(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'}`;
  return new ConnectorError('auth', `${host} refused the API key (401), and this machine’s clock is ${skew} Cortex’s`, {
    code: 'AUTH-302',
    status: 401,
    remedy: 'Set the clock (NTP): Advanced keys are signed with the time; then check key and key ID.',
  });
}

/** A span of milliseconds for people, in its two largest units: "4 min 12 s". */
export function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const from = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(from, from + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
