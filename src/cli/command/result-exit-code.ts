import type { CommandResult } from '../../contract/index.ts';
import { exitCodes, worstExitCode } from '../exit-code.ts';

/** What the process ends with: of a call that failed by what failed, of one that may have been done always 1. */
export function resultExitCode({ returnData, failures }: Pick<CommandResult, 'returnData' | 'failures'>): number {
  if (returnData === 'Successful') return exitCodes.done;
  const isUnknown = failures.some(({ outcome }) => outcome === 'unknown');
  if (returnData === 'Partially Successful' || isUnknown) return exitCodes.failed;
  return worstExitCode(failures) || exitCodes.failed;
}
