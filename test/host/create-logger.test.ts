import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/host/create-logger.ts';
import { createRedactor } from '../../src/shared/redact.ts';
import { Secret } from '../../src/shared/secret.ts';

function openLog(secrets: readonly string[] = []) {
  let text = '';
  const stream = { write: (line: string) => (text += line) };
  const logger = createLogger({ level: 'info', redactor: createRedactor(secrets), stream });
  return { logger, text: () => text };
}

test('a line is one JSON object: level, time, fields, event', () => {
  const { logger, text } = openLog();
  logger.info({ connector: 'soc', records: 3, message: 'theirs' }, 'collected');
  expect(JSON.parse(text())).toEqual({
    level: 'info',
    time: expect.stringMatching(/^20\d\d-.*Z$/) as string,
    connector: 'soc',
    records: 3,
    message: 'theirs',
    event: 'collected',
  });
});

test('whatever a field holds, a line stays one line that a terminal does not obey', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })), (upstream) => {
      const { logger, text } = openLog();
      logger.warn({ upstream, error: new Error('cut\r\nin \u001b[31m two \u202e'), list: ['\u0085', '\u2028'] }, 'odd');
      expect(text().endsWith('\n')).toBe(true);
      expect(text().slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]|\\u00[01]|\\[nr]/u);
      expect(JSON.parse(text())).toMatchObject({ event: 'odd' });
    }),
  );
});

test('a secret is masked wherever it stands, as it is and encoded', () => {
  const secret = 'CANARY-0123456789+/abc';
  const { logger, text } = openLog([secret]);
  const cause = new Error(`Headers.append: "${secret}" is invalid`);
  const encoded = Buffer.from(secret).toString('base64');
  logger.error({ [secret]: 1, deep: { list: [secret, encoded] }, error: cause, held: new Secret(secret) }, secret);
  expect(text()).not.toContain(secret);
  expect(text()).not.toContain(encoded);
  expect(text().match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(6);
});

test('what refers to itself, or lies too deep, does not break the log', () => {
  const { logger, text } = openLog();
  const circle: Record<string, unknown> = { name: 'circle' };
  circle['itself'] = circle;
  logger.info({ circle, huge: 2n ** 70n }, 'odd');
  expect(JSON.parse(text())).toMatchObject({ circle: { name: 'circle' }, huge: '1180591620717411303424' });
});

test('what is below the level is not written', () => {
  const { logger, text } = openLog();
  logger.debug({}, 'a detail');
  expect(text()).toBe('');
});
