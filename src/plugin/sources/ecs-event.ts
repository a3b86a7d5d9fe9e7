import type { Attributes } from '../../contract/index.ts';

/** `event.*` of the Elastic Common Schema, which says what kind of event it is by words of closed lists (ECS, Categorization fields). */
export interface EcsKind {
  readonly kind: 'alert' | 'event' | 'state';
  readonly category: readonly string[];
  readonly type: readonly string[];
}

const severities: ReadonlyMap<number, number> = new Map([
  [9, 1],
  [10, 2],
  [13, 3],
  [17, 4],
  [21, 5],
]);

/** `event.severity` counts from informational 1 to critical 5, 0 is unknown, as Elastic's own integration does. */
export function ecsEvent({ kind, category, type }: EcsKind, severityNumber: number): Attributes {
  return {
    'event.kind': kind,
    'event.category': category,
    'event.type': type,
    'event.severity': severities.get(severityNumber) ?? 0,
  };
}
