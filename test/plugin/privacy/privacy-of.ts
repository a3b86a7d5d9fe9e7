import { type Privacy, createPrivacy } from '../../../src/plugin/privacy/create-privacy.ts';
import type { PrivacyConfig } from '../../../src/plugin/privacy/privacy-rules.ts';
import { readRules } from '../../../src/plugin/privacy/read-rules.ts';
import { Secret } from '../../../src/shared/secret.ts';

export const privacyKey = 'a key of this test, 32 characters and more';

/** Rules as people write them, with a key unless it is null. */
export function privacyConfigOf(written: unknown, key: string | null = privacyKey): PrivacyConfig {
  const { rules, problems } = readRules(written);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return { rules, key: key === null ? undefined : new Secret(key) };
}

export function privacyOf(written: unknown, key?: string | null): Privacy {
  return createPrivacy(privacyConfigOf(written, key));
}
