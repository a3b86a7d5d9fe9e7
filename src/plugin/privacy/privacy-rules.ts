import type { Secret } from '../../shared/secret.ts';

/** What may be done with a field before it leaves, the strictest last. */
export const privacyActions = ['keep', 'hash', 'mask', 'drop'] as const;

export type PrivacyAction = (typeof privacyActions)[number];

/** One rule: what is done with the field at a path, and with everything below it that has no rule of its own. */
export interface PrivacyRule {
  /** Names joined by dots, without the marks of lists: `events.user_name`. `*` is any name at its place. */
  readonly path: string;
  readonly action: PrivacyAction;
}

/** Rules as they were checked: no path twice, and a key where a rule needs one. */
export interface PrivacyConfig {
  readonly rules: readonly PrivacyRule[];
  /** At least 32 characters. Absent: nothing is hashed, and the record's uid is the plain one. */
  readonly key: Secret | undefined;
}
