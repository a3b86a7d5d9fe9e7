import { expect, test } from 'vitest';
import { resultExitCode } from '../../../src/cli/command/result-exit-code.ts';
import type { CommandFailure, CommandResult, ErrorKind } from '../../../src/contract/index.ts';

const failed = (kind: ErrorKind, outcome: CommandFailure['outcome'] = 'not done'): CommandFailure => ({
  indicator: 'Open Windows failed.',
  statusCode: null,
  message: 'It is stuck',
  remedy: 'Push.',
  kind,
  outcome,
});

test.for<[code: number, returnData: CommandResult['returnData'], failures: readonly CommandFailure[]]>([
  [0, 'Successful', []],
  [1, 'Partially Successful', [failed('auth')]],
  [2, 'Failed', [failed('config')]],
  [3, 'Failed', [failed('state')]],
  [4, 'Failed', [failed('auth')]],
  [4, 'Failed', [failed('permission')]],
  [4, 'Failed', [failed('license')]],
  [5, 'Failed', [failed('unavailable')]],
  [1, 'Failed', [failed('unavailable', 'unknown')]],
  [1, 'Failed', [failed('config'), failed('auth', 'unknown')]],
  [1, 'Failed', []],
])('ends with %d where it is %j for %j', ([code, returnData, failures]) => {
  expect(resultExitCode({ returnData, failures })).toBe(code);
});
