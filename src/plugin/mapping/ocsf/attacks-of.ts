import type { JsonValue } from '../../../contract/index.ts';
import { listOf } from '../../sources/vendor-values.ts';

const tactic = /^(TA\d{4})(?:\s*-\s*(.*))?$/s;
const technique = /^(T\d{4})(\.\d{3})?(?:\s*-\s*(.*))?$/s;

/**
 * The attacks of texts such as `TA0002 - Execution` and `T1059.001 - PowerShell`. Told apart by their prefix: the
 * vendor's own examples have tactics and techniques swapped.
 */
export function attacksOf(value: JsonValue): JsonValue | undefined {
  const attacks = listOf(value)?.flatMap((text) => attackOf(text.trim()) ?? []) ?? [];
  return attacks.length > 0 ? attacks : undefined;
}

function attackOf(text: string): JsonValue | undefined {
  const [, tacticId, tacticName] = tactic.exec(text) ?? [];
  if (tacticId !== undefined) return { tactic: named(tacticId, tacticName) };
  const [, id, part, name] = technique.exec(text) ?? [];
  if (id === undefined) return undefined;
  if (part === undefined) return { technique: named(id, name) };
  return { technique: { uid: id }, sub_technique: named(id + part, name) };
}

function named(uid: string, name: string | undefined): JsonValue {
  return name ? { uid, name } : { uid };
}
