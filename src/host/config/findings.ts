import { shownName } from './shown-name.ts';

/** Where in the file: names of settings and indexes of lists. Empty: the file as a whole. */
export type SettingPath = readonly (string | number)[];

/** What a person has to know of one place in the file. Never holds a value. */
export interface Finding {
  /** As people write it: `connectors[0].api_key`. */
  readonly path: string;
  /** Both from 1; absent where the file has no such place. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** The name or value that was probably meant. */
  readonly suggested?: string;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

export type FindingDetails = Pick<Finding, 'message' | 'allowed' | 'suggested'>;

/** Collects what is found in one file, in the order of the file. */
export interface Findings {
  error(path: SettingPath, details: FindingDetails): void;
  warn(path: SettingPath, details: FindingDetails): void;
  /** Whether an error was found at this path or below it: what follows from it need not be said. */
  hasError(path: SettingPath): boolean;
  errors(): readonly Finding[];
  warnings(): readonly Finding[];
}

export function collectFindings(locate: (path: SettingPath) => Position | undefined): Findings {
  const found = { errors: new Map<string, Found>(), warnings: new Map<string, Found>() };
  const add = (kind: keyof typeof found, path: SettingPath, details: FindingDetails) => {
    const name = formatPath(path);
    const finding = { path: shownPath(path), ...locate(path), ...details };
    const key = `${name} ${finding.message}`;
    // Connectors of one entry share their settings: what is said of both is said once, with what either would accept.
    found[kind].set(key, { name, finding: { ...finding, ...found[kind].get(key)?.finding } });
  };
  return {
    error: (path, details) => add('errors', path, details),
    warn: (path, details) => add('warnings', path, details),
    hasError(path) {
      const name = formatPath(path);
      return [...found.errors.values()].some((each) => each.name === name || isBelow(each.name, name));
    },
    errors: () => inOrder(found.errors),
    warnings: () => inOrder(found.warnings),
  };
}

interface Found {
  /** Of the setting, whatever it is. */
  readonly name: string;
  readonly finding: Finding;
}

/** A path as messages show it. */
export function shownPath(path: SettingPath): string {
  return formatPath(path.map((part) => (typeof part === 'number' ? part : shownName(part))));
}

export function formatPath(path: SettingPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

function isBelow(path: string, name: string): boolean {
  return path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
}

function inOrder(found: ReadonlyMap<string, Found>): readonly Finding[] {
  const findings = [...found.values()].map(({ finding }) => finding);
  return findings.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || a.path.localeCompare(b.path),
  );
}
