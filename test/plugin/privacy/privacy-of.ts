import { type Privacy, createPrivacy } from '../../../src/plugin/privacy/create-privacy.ts';
import { readRules } from '../../../src/plugin/privacy/read-rules.ts';
import { Secret } from '../../../src/shared/secret.ts';

export const privacyKey = 'a key of this test, 32 characters and more';

/** Of rules as people write them, with a key unless it is null. */
export function privacyOf(written: unknown, key: string | null = privacyKey): Privacy {
  const { rules, problems } = readRules(written);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return createPrivacy({ rules, key: key === null ? undefined : new Secret(key) });
}
