import type { SharedTools, Tools } from '../contract/index.ts';
import { memoryMemo } from './memory-memo.ts';
import { emptyStorage } from './memory-storage.ts';

/** Tools for a source that is opened to look or to test: nothing is remembered, and nothing was. */
export function forgetful<T extends SharedTools>(tools: T): T & Tools {
  return { ...tools, memo: memoryMemo(), storage: emptyStorage };
}
