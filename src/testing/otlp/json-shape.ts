import { Undecodable } from './undecodable.ts';

/** An object; absent or null means empty, as protobuf has it. @throws Undecodable */
export function objectAt(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new Undecodable(`${at}: expected an object`);
  return value as Readonly<Record<string, unknown>>;
}

/** A list; absent or null means empty. @throws Undecodable */
export function arrayAt(value: unknown, at: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Undecodable(`${at}: expected a list`);
  return value as readonly unknown[];
}

/** Well-formed text; absent or null means empty. @throws Undecodable for anything else, lone surrogates included. */
export function stringAt(value: unknown, at: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new Undecodable(`${at}: expected a string`);
  if (!value.isWellFormed()) throw new Undecodable(`${at}: a lone surrogate is no text`);
  return value;
}

/** A whole number from 0 to `most`; absent means 0. @throws Undecodable */
export function countAt(value: unknown, most: number, at: string): number {
  if (value === undefined) return 0;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new Undecodable(`${at}: expected a whole number up to ${most}`);
}
