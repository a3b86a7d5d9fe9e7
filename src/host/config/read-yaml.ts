import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
} from 'yaml';
import { shownPath, type Finding, type Position, type SettingPath } from './findings.ts';

/** YAML 1.2 as plain data, and where in the text each part of it stands. */
export interface YamlText {
  readonly value: unknown;
  readonly problems: readonly Finding[];
  /** Where the setting stands, or the nearest thing around it that does. */
  readonly locate: (path: SettingPath) => Position | undefined;
}

/** More references to anchors than this are an attack, not a configuration. */
const maxAliases = 10;

/** Never throws. Custom tags, duplicate keys, merge keys and floods of aliases are problems. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (!document) return unreadable('is nested too deeply');
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const found = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => ({ code, offset }));
  const problems = upToFirstStray([...found, ...badAliases(document)]).map(({ code, offset }) => ({
    path: pathAt(document, offset),
    ...position(offset),
    message: words[code] ?? (text.startsWith('${', offset - 1) ? unquotedReference : 'is no valid YAML here'),
  }));
  if (problems.length > 0) return { value: undefined, problems, locate: () => undefined };
  return { value: document.toJS() as unknown, problems, locate: (path) => locate(document, path, position) };
}

interface Found {
  readonly code: string;
  readonly offset: number;
}

/** What follows a token that has no place there is not told: the parser has lost its way, and stumbles over the rest. */
function upToFirstStray(found: readonly Found[]): readonly Found[] {
  const first = found.findIndex(({ code }) => words[code] === undefined);
  return first < 0 ? found : found.slice(0, first + 1);
}

function parse(text: string, lineCounter: LineCounter) {
  try {
    const options = { version: '1.2', schema: 'core', uniqueKeys: true, stringKeys: true } as const;
    return parseDocument(text, { ...options, lineCounter, prettyErrors: false });
  } catch {
    return undefined;
  }
}

/** Those that lead nowhere, those that hold themselves, and all beyond the tenth. */
function badAliases(document: Document): readonly Found[] {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_key, alias) => void aliases.push(alias) });
  return aliases.flatMap((alias, index) => {
    const offset = alias.range?.[0] ?? 0;
    if (index >= maxAliases) return index === maxAliases ? [{ code: 'TOO_MANY_ALIASES', offset }] : [];
    const range = alias.resolve(document)?.range;
    if (!range) return [{ code: 'BAD_ALIAS', offset }];
    return range[0] <= offset && offset < range[2] ? [{ code: 'CIRCULAR_ALIAS', offset }] : [];
  });
}

function unreadable(message: string): YamlText {
  return { value: undefined, problems: [{ path: '', message }], locate: () => undefined };
}

const unquotedReference = 'is no valid YAML here: within { } put text that holds ${ in quotes';

/* Own words: those of the parser may hold what stands in the file, and an unquoted key may begin with `!`, `*` or `&`. */
const words: Readonly<Partial<Record<string, string>>> = {
  DUPLICATE_KEY: 'is set twice',
  NON_STRING_KEY: 'must be text to be the name of a setting',
  TAG_RESOLVE_FAILED: 'has a tag (!), which is not allowed: put text that begins with ! in quotes',
  BAD_ALIAS: 'refers (*) to an anchor that is not there: put text that begins with * in quotes',
  TOO_MANY_ALIASES: `refers (*) to an anchor: more than ${maxAliases} of that are not allowed`,
  CIRCULAR_ALIAS: 'refers (*) to what it is part of',
  MULTIPLE_DOCS: 'begins a second document (---): only one is allowed',
  TAB_AS_INDENT: 'is indented with a tab: use spaces',
  BAD_INDENT: 'is not indented as what stands around it',
  BAD_SCALAR_START: 'begins with a reserved character: put the text in quotes',
  MULTILINE_IMPLICIT_KEY: 'is no valid YAML here: is a colon missing, or the indentation wrong?',
  BLOCK_AS_IMPLICIT_KEY: 'is no valid YAML here: put text that holds a colon in quotes',
  RESOURCE_EXHAUSTION: 'is nested too deeply',
};

function locate(document: Document, path: SettingPath, position: (offset: number) => Position): Position | undefined {
  let node: Node | undefined = document.contents ?? undefined;
  let offset: number | undefined;
  for (const part of path) {
    const next: Step | undefined = step(document, node, part);
    if (!next) break;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset === undefined ? undefined : position(offset);
}

interface Step {
  readonly node: Node | undefined;
  readonly offset: number | undefined;
}

function step(document: Document, from: Node | undefined, part: string | number): Step | undefined {
  const node = isAlias(from) ? from.resolve(document) : from;
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part];
    return isNode(item) ? { node: item, offset: item.range?.[0] } : undefined;
  }
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part) : undefined;
  if (!pair) return undefined;
  return {
    node: isNode(pair.value) ? pair.value : undefined,
    offset: isNode(pair.key) ? pair.key.range?.[0] : undefined,
  };
}

/** Path of the setting whose name begins at an offset, or that holds it; for messages about the text itself. */
function pathAt(document: Document, offset: number): string {
  const path: (string | number)[] = [];
  let node: unknown = document.contents;
  for (;;) {
    const found = childAt(node, offset);
    if (!found) return shownPath(path);
    path.push(found.part);
    node = found.node;
  }
}

function childAt(node: unknown, offset: number): { part: string | number; node: unknown } | undefined {
  const start = (each: unknown) => (isNode(each) ? (each.range?.[0] ?? Infinity) : Infinity);
  const end = (each: unknown) => (isNode(each) ? (each.range?.[2] ?? -1) : -1);
  if (isSeq(node)) {
    const index = node.items.findIndex((item) => start(item) <= offset && offset < end(item));
    return index < 0 ? undefined : { part: index, node: node.items[index] };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key, value }) => start(key) <= offset && offset < Math.max(end(key), end(value)));
  return pair && isScalar(pair.key) ? { part: String(pair.key.value), node: pair.value } : undefined;
}
