import { expect, test } from 'vitest';
import { actionStage } from '../../../../src/plugin/commands/actions/action-stage.ts';

test.for([
  ['COMPLETED_SUCCESSFULLY', 'done'],
  ['COMPLETED_PARTIAL', 'done'],
  ['FAILED', 'ended'],
  ['TIMEOUT', 'ended'],
  ['EXPIRED', 'ended'],
  ['ABORTED', 'ended'],
  ['CANCELLED', 'ended'],
  ['CANCELED', 'ended'],
  ['PENDING', 'pending'],
  ['IN_PROGRESS', 'pending'],
  ['PENDING_ABORT', 'pending'],
  ['COMPLETED_SOMEHOW', 'pending'],
  ['UNKNOWN', 'pending'],
] as const)('%s is %s', ([status, stage]) => {
  expect(actionStage(status)).toBe(stage);
});
