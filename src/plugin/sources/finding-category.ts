/** What the vendor calls a category, and the one of the Elastic Common Schema it is; others are intrusion detection. */
const categories: readonly (readonly [words: RegExp, category: string])[] = [
  [/malware|ransomware/i, 'malware'],
  [/exfiltration|command and control|network/i, 'network'],
];

/** `event.category` of findings: `intrusion_detection`, and what the vendor's categories tell beyond that. */
export function findingCategory(given: readonly string[] | undefined): readonly string[] {
  const told = (given ?? []).flatMap((text) => categories.find(([words]) => words.test(text))?.[1] ?? []);
  return [...new Set(['intrusion_detection', ...told])];
}
