import type { JsonValue } from '../../contract/index.ts';
import type { Feed, TiePart } from '../paging/feed.ts';
import type { Filter } from './public-api-feed.ts';
import { numberOf, objectOf } from './vendor-values.ts';

/** The filters of a part that {@link splitByCreation} made. */
export function creationBounds(part: TiePart): readonly Filter[] {
  const [least, most] = [numberOf(part['from']), numberOf(part['to'])];
  return [
    ...(least === undefined ? [] : [{ field: 'creation_time', operator: 'gte' as const, value: least }]),
    ...(most === undefined ? [] : [{ field: 'creation_time', operator: 'lte' as const, value: most }]),
  ];
}

/**
 * Cuts a millisecond into three parts around the median creation time of its items, which `timeKey` holds: before it, it
 * alone, after it. A single time stays whole.
 */
export function splitByCreation(timeKey: string): Feed<JsonValue>['split'] {
  return (part, items) => {
    const [from, to] = [numberOf(part?.['from']) ?? 1, numberOf(part?.['to']) ?? Infinity];
    const times = items
      .map((item) => numberOf(objectOf(item)?.[timeKey]) ?? Number.NaN)
      .filter((time) => Number.isInteger(time) && time >= from && time <= to)
      .sort((a, b) => a - b);
    const median = times[times.length >> 1];
    if (median === undefined || from === to) return undefined;
    return [
      ...(median > from ? [{ ...(from > 1 && { from }), to: median - 1 }] : []),
      { from: median, to: median },
      ...(median < to ? [{ from: median + 1, ...(to < Infinity && { to }) }] : []),
    ];
  };
}
