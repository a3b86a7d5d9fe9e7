import { type Clock, isConnectorError } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import { textsToMask } from '../config/secrets-in.ts';
import type { Sealer } from '../saved/sealer.ts';
import { ConsoleProblem } from './console-problem.ts';
import { isReference } from './form-text.ts';
import type { KeepSecret } from './secrets-of-form.ts';

export interface KeepSecretParts {
  /** Undefined: nothing can be sealed, so only references are kept. */
  readonly sealer: Pick<Sealer, 'seal'> | undefined;
  /** Knows each secret before anything is done with it. */
  readonly redactor: Pick<Redactor, 'add'>;
  readonly clock: Clock;
}

/** What is kept of a secret: a reference as it is, anything else sealed. Never in the clear. */
export function createKeepSecret({ sealer, redactor, clock }: KeepSecretParts): KeepSecret {
  return async (text) => {
    const setMs = clock.now();
    if (isReference(text)) return { kind: 'reference', text, setMs };
    for (const masked of textsToMask(text)) redactor.add(masked);
    return sealer && { kind: 'sealed', text: await sealed(text, sealer), setMs };
  };
}

/** @throws ConsoleProblem 503 when the key file cannot be used. */
async function sealed(text: string, sealer: Pick<Sealer, 'seal'>): Promise<string> {
  try {
    return await sealer.seal(text);
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    const { message, code, remedy } = error;
    throw new ConsoleProblem(503, {
      error: message,
      ...(code !== undefined && { code }),
      ...(remedy !== undefined && { remedy }),
    });
  }
}
