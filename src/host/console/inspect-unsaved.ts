import type { TestForm } from '../../api/connector-form.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';
import type { ConsoleContext } from './console-parts.ts';
import { ConsoleProblem } from './console-problem.ts';
import { requireConnector } from './find-connector.ts';
import { type InspectedForm, inspectForm } from './inspect-form.ts';
import { createKeepSecret } from './keep-secret.ts';
import { passingSealer } from './passing-sealer.ts';

/** Checks a form that is not going to be saved: typed secrets are kept in memory for as long as it takes. */
export async function inspectUnsaved({ connector, ...form }: TestForm, parts: ConsoleContext): Promise<InspectedForm> {
  if (connector !== undefined) requireConnector(connector, parts);
  const saved = connector === undefined ? [] : await parts.store.operators.savedConnectors();
  const current = saved.find(({ id }) => id === connector);
  const sealer = passingSealer(parts.sealer);
  const keep = createKeepSecret({ sealer, redactor: parts.redactor, clock: parts.tools.clock });
  return inspectForm({ form, current, keep, sealer }, parts);
}

/**
 * For a form that is only looked at: nothing of it goes anywhere, so there is nothing to mask. It is looked at while
 * somebody types, and to mask each beginning of a key would spoil all that is printed.
 */
export const withoutMasking = (parts: ConsoleContext): ConsoleContext => ({
  ...parts,
  redactor: { ...parts.redactor, add: () => undefined },
});

/** @throws ConsoleProblem 422 when it cannot be used, or a secret has to be entered again. */
export async function connectorsToTest(form: TestForm, parts: ConsoleContext): Promise<readonly ConfiguredConnector[]> {
  const inspected = await inspectUnsaved(form, parts);
  refuseWrong(inspected);
  return inspected.connectors;
}

/** @throws ConsoleProblem 422 when something stands in the way. */
export function refuseWrong({ fields, isRight }: InspectedForm): void {
  if (!isRight) throw wrongFields(fields);
}

export function wrongFields(fields: InspectedForm['fields']): ConsoleProblem {
  const wrong = fields.filter(({ errors }) => errors.length > 0);
  return new ConsoleProblem(422, { error: 'The form cannot be used as it is', code: 'CFG-001', fields: wrong });
}
