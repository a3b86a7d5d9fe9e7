import type { FieldReport, JsonValue } from '../../contract/index.ts';
import { createPrivacy } from './create-privacy.ts';
import type { PrivacyConfig } from './privacy-rules.ts';
import type { GenerationWord } from './same-in-generations.ts';
import { recognisedBy, type RuledKind, specimenOf } from './recognised-by.ts';
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

/** The rules are tried on items that have every field: one that cannot be mapped any more would travel unindexed. */
function recognitionReports(
  privacy: PrivacyConfig,
  { kinds, words }: Pick<ReportContext, 'kinds' | 'words'>,
): readonly FieldReport[] {
  const lost = new Set<string>();
  const hidden = new Set<string>();
  for (const kind of kinds.map((each) => inOlderWords(each, words))) {
    const specimen = specimenOf(kind);
    const { item } = createPrivacy(privacy, words).treat(specimen);
    const ids = recognisedBy(kind);
    if (canMap(kind, specimen) && !canMap(kind, item)) lost.add(ids.length === 0 ? 'every field' : ids.join(', '));
    else ids.filter((name) => (item as typeof specimen)[name] !== specimen[name]).forEach((id) => hidden.add(id));
  }
  return [
    ...[...lost].map((what) =>
      error('privacy', `drops ${what}, by which a record is recognised: keep, mask or hash it`),
    ),
    ...[...hidden].map((id) =>
      warning('privacy', `hides ${id}: records can no longer be linked with the product by it`),
    ),
  ];
}

/** An item is of one generation: with the ids of both, nobody would miss one. Rules hold for both alike. */
function inOlderWords(kind: RuledKind, words: readonly GenerationWord[]): RuledKind {
  const ofNewer = new Set(words.filter(([, , how]) => how !== 'part').map(([name]) => name));
  return { ...kind, fields: (kind.fields ?? []).filter(({ name }) => !ofNewer.has(name)) };
}

function canMap(kind: RuledKind, item: JsonValue): boolean {
  try {
    kind.map(item);
    return true;
  } catch {
    return false;
  }
}

function warning(path: string, text: string): FieldReport {
  return { path, errors: [], warnings: [text] };
}

function error(path: string, text: string): FieldReport {
  return { path, errors: [text], warnings: [] };
}
