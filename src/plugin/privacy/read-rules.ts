import { nearestName } from '../../shared/nearest-name.ts';
import { type PrivacyAction, privacyActions, type PrivacyRule } from './privacy-rules.ts';
import { shownName } from './shown-name.ts';

/** What is wrong with rules; `at` is the action it is wrong with, where they are a map. */
export interface RuleProblem {
  readonly at: string | undefined;
  readonly message: string;
}

export interface ReadRules {
  readonly rules: readonly PrivacyRule[];
  readonly problems: readonly RuleProblem[];
}

const form = 'must be a map of actions and fields, or text such as "drop: notes; hash: users, hosts"';
const mostRules = 500;

/** Reads rules as people write them: a map of actions to fields, or one line of text. Never throws, repeats no value. */
export function readRules(given: unknown): ReadRules {
  if (typeof given === 'string') return checked(groupsOfText(given));
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return wrong(form);
  return checked(Object.entries(given).map(([action, paths]) => ({ action, at: action, paths: pathsOf(paths) })));
}

interface Group {
  readonly action: string;
  readonly at: string | undefined;
  /** Undefined: this is no list of fields. */
  readonly paths: readonly string[] | undefined;
  /** Another rule that seems to be meant, but follows after no semicolon. */
  readonly next?: PrivacyAction | undefined;
}

function groupsOfText(text: string): readonly Group[] {
  const parts = text.split(/[;\n]/).filter((part) => part.trim() !== '');
  return parts.map((part) => {
    const [action = '', ...rest] = part.split(':');
    const paths = rest.length === 1 ? pathsOf(rest[0]) : undefined;
    return { action: action.trim(), at: undefined, paths, next: rest.length > 1 ? actionAtEndOf(rest[0]) : undefined };
  });
}

/** Of `notes, mask`, as `drop: notes, mask: hosts` holds it. */
function actionAtEndOf(text = ''): PrivacyAction | undefined {
  const [last = '', ...before] = text
    .trim()
    .split(/[\s,]+/)
    .toReversed();
  return before.length > 0 && isAction(last) ? last : undefined;
}

function pathsOf(given: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (!list.every((each) => typeof each === 'string')) return undefined;
  const paths = list.flatMap((text) => text.split(',')).map((path) => path.trim());
  return paths.length > 0 && paths.every((path) => path !== '') ? paths : undefined;
}

function checked(groups: readonly Group[]): ReadRules {
  const problems: RuleProblem[] = [];
  const rules = new Map<string, PrivacyRule>();
  for (const { action, at, paths, next } of groups) {
    if (!isAction(action)) {
      problems.push({ at: undefined, message: unknownAction(action) });
      continue;
    }
    const say = (message: string) => void problems.push({ at, message });
    if (next) say(`holds two rules: ; parts them, as in "${action}: users; ${next}: events.user_name"`);
    else if (!paths) say(`${action} needs fields, such as ${action}: users, events.user_name`);
    for (const written of paths ?? []) {
      const path = written.replaceAll(/\[\*?\]/g, '');
      const known = rules.get(path);
      if (!isPath(path)) say(`${shownName(written)} is no field: names are joined by dots, and * is any name`);
      else if (known && known.action !== action) say(`${shownName(path)} has both ${known.action} and ${action}`);
      else rules.set(path, { path, action });
    }
  }
  if (rules.size > mostRules) return wrong(`must be at most ${mostRules} rules`);
  if (rules.size === 0 && problems.length === 0) return wrong(form);
  return { rules: [...rules.values()], problems };
}

function isAction(text: string): text is PrivacyAction {
  return (privacyActions as readonly string[]).includes(text);
}

function unknownAction(action: string): string {
  const [first = ''] = action.split(/\s/);
  if (first !== action && isAction(first))
    return `needs a colon after ${first}, as in "${first}: users, events.user_name"`;
  const nearest = nearestName(action, privacyActions);
  const hint = nearest === undefined ? `it must be one of ${privacyActions.join(', ')}` : `did you mean ${nearest}?`;
  return `${shownName(action)} is no action: ${hint}`;
}

/** Names may hold anything but what the text form is made of; `*` stands alone. */
function isPath(path: string): boolean {
  const names = path.split('.');
  return (
    path.length <= 256 &&
    names.length <= 16 &&
    names.every((name) => name === '*' || /^[^\s*[\]:;](?:[^*[\]:;]*[^\s*[\]:;])?$/.test(name))
  );
}

function wrong(message: string): ReadRules {
  return { rules: [], problems: [{ at: undefined, message }] };
}
