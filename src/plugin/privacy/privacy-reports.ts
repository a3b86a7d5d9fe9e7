import type { FieldReport } from '../../contract/index.ts';
import type { PrivacyConfig } from './privacy-rules.ts';
import type { GenerationWord } from './same-in-generations.ts';
import { recognitionReports } from './recognition-reports.ts';
import { type NamedFields, unknownFields } from './unknown-fields.ts';

export interface ReportContext extends NamedFields {
  /** Whether privacy_key was given. */
  readonly hasKey: boolean;
  /** What the two generations of the API call the same fields. */
  readonly words: readonly GenerationWord[];
}

/** What is wrong with checked rules as a whole, and what is worth a look. Pure. */
export function privacyReports(privacy: PrivacyConfig | undefined, context: ReportContext): readonly FieldReport[] {
  if (!privacy) return context.hasKey ? [warning('privacy_key', 'is used by nothing: there are no privacy rules')] : [];
  return [
    ...keyReports(privacy),
    ...keepReports(privacy),
    ...recognitionReports(privacy, context),
    ...unknownFields(privacy.rules, context).map((text) => warning('privacy', text)),
  ];
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
