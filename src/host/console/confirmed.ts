import { ConsoleProblem } from './console-problem.ts';

/** @throws ConsoleProblem 422 unless the id of the connector was typed. */
export function requireConfirmed(id: string, confirm: string | undefined): void {
  if (confirm === id) return;
  throw new ConsoleProblem(422, {
    error: 'This cannot be taken back, and has not been confirmed',
    remedy: 'Type the id of the connector.',
    fields: [{ path: 'confirm', errors: [`must be ${id}`], warnings: [] }],
  });
}
