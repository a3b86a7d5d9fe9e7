import type { FieldReport } from '../../contract/index.ts';
import type { PrivacyConfig } from './privacy-rules.ts';

/** What is wrong with checked rules as a whole, and what is worth a look. `hasKey`: privacy_key was given. */
export function privacyReports(privacy: PrivacyConfig | undefined, hasKey: boolean): readonly FieldReport[] {
  if (!privacy) return hasKey ? [warning('privacy_key', 'is used by nothing: there are no privacy rules')] : [];
  return [...keyReports(privacy), ...keepReports(privacy)];
}

function keyReports({ rules, key }: PrivacyConfig): readonly FieldReport[] {
  if (key) return [];
  if (rules.some(({ action }) => action === 'hash')) {
    return [error('privacy_key', 'is required: a rule of privacy hashes fields (openssl rand -hex 32)')];
  }
  if (rules.every(({ action }) => action === 'keep')) return [];
  const plain =
    'has no privacy_key: log.record.uid is then a plain SHA-256 of the vendor record, ' +
    'by which someone who guesses a hidden value can check the guess';
  return [warning('privacy', plain)];
}

/** To keep is what happens anyway, unless a rule from further above says otherwise. */
function keepReports({ rules }: PrivacyConfig): readonly FieldReport[] {
  if (rules.some(({ action }) => action !== 'keep')) return [];
  return [warning('privacy', 'only keeps, which is what happens anyway: to keep nothing else, add drop: *')];
}

function warning(path: string, text: string): FieldReport {
  return { path, errors: [], warnings: [text] };
}

function error(path: string, text: string): FieldReport {
  return { path, errors: [text], warnings: [] };
}
