import { hash } from 'node:crypto';
import { upstreamText } from '../../cortex/upstream-text.ts';

const longestBeginning = 60;

/** A script for people, in one line: it may hold anything, and be long. */
export function snippetInWords(code: string): string {
  const bytes = Buffer.byteLength(code);
  const size = `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `a script of ${size} (SHA-256 ${hash('sha256', code)}), which begins "${beginning(code)}"`;
}

function beginning(code: string): string {
  const line = upstreamText(code.slice(0, 8 * longestBeginning), (text) => text);
  return line.length <= longestBeginning ? line : `${line.slice(0, longestBeginning - 1).toWellFormed()}…`;
}
