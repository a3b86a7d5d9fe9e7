import { expect, test } from 'vitest';
import { maskedStage } from '../../../src/host/console/masked-stage.ts';
import { createRedactor } from '../../../src/shared/redact.ts';

test('a stage of any plugin shows no secret, not in base64 either', () => {
  const key = 'a-key-of-some-plugin!';
  const stage = { stage: 'hello', status: 'failed', ms: 1, message: `refused ${key}`, remedy: btoa(key) } as const;
  expect(maskedStage(stage, createRedactor([key]))).toEqual({
    stage: 'hello',
    status: 'failed',
    ms: 1,
    message: 'refused [redacted]',
    remedy: '[redacted]',
  });
});
