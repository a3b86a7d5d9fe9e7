import { describe, expect, test } from 'vitest';
import type { SigningType } from '../../../src/plugin/cortex/auth-headers.ts';
import { createKeyTypes, type KeyAttempt } from '../../../src/plugin/cortex/key-type.ts';
import type { KeyType } from '../../../src/plugin/cortex-config.ts';
import { memoryMemo } from '../../../src/shared/memory-memo.ts';

type Verdict = 'ok' | 'refused' | 'refused: time' | 'other';

/** Attempts against a server that gives these verdicts in turn. */
async function attempt(
  verdicts: readonly Verdict[],
  setting: KeyType,
  remembered?: string,
  keyId: string | null = '7',
) {
  const memo = memoryMemo(remembered === undefined ? {} : { key_type: remembered });
  const keyTypes = createKeyTypes(setting, keyId ?? undefined, memo);
  const tried: SigningType[] = [];
  const result = await keyTypes.attempt((type): Promise<KeyAttempt & { verdict: Verdict | undefined }> => {
    const verdict = verdicts[tried.length];
    tried.push(type);
    return Promise.resolve({
      verdict,
      refused: verdict?.startsWith('refused') ?? true,
      accepted: verdict === 'ok',
      signedOffMs: verdict === 'refused: time' ? -252_000 : 800,
    });
  });
  return { tried, verdict: result.verdict, remembered: memo.get('key_type'), known: keyTypes.known() };
}

describe('a key of unknown type', () => {
  test('is tried as Advanced, and that is remembered', async () => {
    expect(await attempt(['ok'], 'auto')).toEqual({
      tried: ['advanced'],
      verdict: 'ok',
      remembered: 'advanced',
      known: 'advanced',
    });
  });

  test('is tried as Standard next, and that is remembered', async () => {
    const outcome = await attempt(['refused', 'ok'], 'auto');
    expect(outcome).toEqual({
      tried: ['advanced', 'standard'],
      verdict: 'ok',
      remembered: 'standard',
      known: 'standard',
    });
  });

  test('is tried as Advanced again with the server’s time when the time may have been wrong', async () => {
    expect(await attempt(['refused: time', 'ok'], 'auto')).toMatchObject({
      tried: ['advanced', 'advanced'],
      remembered: 'advanced',
    });
    expect(await attempt(['refused: time', 'refused', 'ok'], 'auto')).toMatchObject({
      tried: ['advanced', 'advanced', 'standard'],
      remembered: 'standard',
    });
  });

  test('is given up after three attempts', async () => {
    const outcome = await attempt(['refused: time', 'refused: time', 'refused: time', 'ok'], 'auto');
    expect(outcome).toMatchObject({
      tried: ['advanced', 'advanced', 'standard'],
      verdict: 'refused: time',
      remembered: undefined,
    });
  });

  test('stays unknown when the answer tells nothing of the key', async () => {
    expect(await attempt(['other'], 'auto')).toMatchObject({
      tried: ['advanced'],
      verdict: 'other',
      remembered: undefined,
    });
    expect(await attempt(['refused', 'other'], 'auto')).toMatchObject({ verdict: 'other', remembered: undefined });
  });

  test('does not trust a memory that makes no sense', async () => {
    expect(await attempt(['refused', 'ok'], 'auto', 'nonsense')).toMatchObject({
      tried: ['advanced', 'standard'],
      remembered: 'standard',
    });
  });
});

describe.each(['standard', 'advanced'] as const)('a key known to be %s', (type) => {
  test.each(['auto', type] as const)('is tried once more when it is refused (setting %s)', async (setting) => {
    expect(await attempt(['refused', 'ok'], setting, type)).toMatchObject({ tried: [type, type], remembered: type });
    expect(await attempt(['ok'], setting, type)).toMatchObject({ tried: [type], remembered: type });
  });

  test.each(['auto', type] as const)('is forgotten when it is refused again (setting %s)', async (setting) => {
    const outcome = await attempt(['refused: time', 'refused: time', 'ok'], setting, type);
    expect(outcome).toEqual({ tried: [type, type], verdict: 'refused: time', remembered: undefined, known: undefined });
  });
});

describe('a configured type', () => {
  test.each(['standard', 'advanced'] as const)('that has never worked is tried once (%s)', async (type) => {
    expect(await attempt(['refused', 'ok'], type)).toMatchObject({
      tried: [type],
      verdict: 'refused',
      remembered: undefined,
    });
    expect(await attempt(['ok'], type)).toMatchObject({ tried: [type], remembered: type });
  });

  test('Advanced is signed again with the server’s time when the time may have been wrong', async () => {
    expect(await attempt(['refused: time', 'ok'], 'advanced')).toMatchObject({
      tried: ['advanced', 'advanced'],
      verdict: 'ok',
    });
    expect(await attempt(['refused: time', 'ok'], 'standard')).toMatchObject({ tried: ['standard'] });
  });

  test('counts for more than what is remembered of an earlier setting', async () => {
    expect(await attempt(['refused', 'ok'], 'advanced', 'standard')).toMatchObject({ tried: ['advanced'] });
  });
});

test('a key without id is only ever sent as it is', async () => {
  expect(await attempt(['refused', 'ok'], 'auto', undefined, null)).toMatchObject({ tried: ['standard'] });
});
