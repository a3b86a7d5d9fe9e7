import type { CheckedForm } from '../../../api/connector-form.ts';
import type { FieldProblem } from '../../../api/problem.ts';
import { withSources } from '../model/first-values.ts';
import { formProblems } from '../model/form-problems.ts';
import type { FormSetup } from '../model/form-setup.ts';
import type { FormValues, SettingValue } from '../model/form-values.ts';
import { noTime } from '../model/start-of-history.ts';

/** A form while somebody works on it. */
export interface EditorState {
  readonly values: FormValues;
  /** What it began with. */
  readonly first: FormValues;
  /** Paths of fields that somebody was in: what is wrong there may be said. */
  readonly left: Readonly<Record<string, true>>;
  /** What it was to be used for: whatever is wrong for that may be said. */
  readonly attempted: 'test' | 'save' | undefined;
  /** What the collector said of `values`, or of what they were a moment ago. */
  readonly checked: CheckedForm | undefined;
}

export type EditorChange =
  | { readonly kind: 'edit'; readonly values: FormValues }
  | { readonly kind: 'choose'; readonly group: string; readonly member: string }
  /** A value for a field by its path, such as a suggestion. */
  | { readonly kind: 'set'; readonly path: string; readonly value: SettingValue }
  | { readonly kind: 'leave'; readonly path: string }
  | { readonly kind: 'checked'; readonly of: FormValues; readonly checked: CheckedForm }
  /** The collector refused the form. */
  | { readonly kind: 'refused'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'attempt'; readonly attempt: 'test' | 'save' };

export function beginEditing(values: FormValues): EditorState {
  return { values, first: values, left: {}, attempted: undefined, checked: undefined };
}

export function edited(setup: FormSetup): (state: EditorState, change: EditorChange) => EditorState {
  return (state, change) => {
    const { values, checked } = state;
    switch (change.kind) {
      case 'edit':
        return withValues(state, withNewSources(setup, values, change.values));
      case 'choose':
        return { ...state, values: { ...values, choices: { ...values.choices, [change.group]: change.member } } };
      case 'set':
        return withValues(state, withValue(values, change.path, change.value));
      case 'leave':
        return { ...state, left: { ...state.left, [change.path]: true } };
      case 'checked':
        // An answer to what has changed since says nothing.
        return change.of === values ? { ...state, checked: change.checked } : state;
      case 'refused':
        return {
          ...state,
          attempted: 'save',
          checked: { ok: false, tenant: checked?.tenant ?? null, fields: [...change.fields], secretsNeeded: [] },
        };
      case 'attempt':
        return { ...state, attempted: change.attempt };
    }
  };
}

/** What the collector said of a field is no longer said once the field has changed: it may be right by now. */
function withValues(state: EditorState, values: FormValues): EditorState {
  const { checked, values: before } = state;
  const isSame = (path: string) => valueAt(before, path) === valueAt(values, path);
  const still = checked && {
    ...checked,
    fields: checked.fields.filter(({ path }) => isSame(path)),
    secretsNeeded: checked.secretsNeeded.filter((secret) => isSame(pathOfSecret(secret))),
  };
  return { ...state, values, checked: still };
}

function valueAt(values: FormValues, path: string): unknown {
  const [section = '', field] = path.split('.', 2);
  if (field === undefined) return Object.entries(values).find(([name]) => name === section)?.[1];
  const fields = section === 'settings' ? values.settings : values.destination;
  return Object.entries(fields).find(([name]) => name === field)?.[1];
}

/** Whether there is something to lose. */
export function isUnsaved({ values, first }: EditorState): boolean {
  return JSON.stringify(sorted(values)) !== JSON.stringify(sorted(first));
}

/** What is wrong with the form, by path: what the collector says of a field goes before what the browser does. */
export function allProblems(
  setup: FormSetup,
  { values, checked }: EditorState,
): Readonly<Record<string, FieldProblem>> {
  const found = new Map(formProblems(setup, values).map((problem) => [problem.path, problem]));
  for (const problem of checked?.fields ?? []) {
    if (isMadeUp(problem.path, values)) continue;
    found.set(problem.path, {
      ...problem,
      errors: problem.errors.length > 0 ? problem.errors : errorsAt(found, problem),
    });
  }
  for (const secret of checked?.secretsNeeded ?? []) {
    const path = pathOfSecret(secret);
    found.set(path, { path, errors: [secretNeeded], warnings: [] });
  }
  return Object.fromEntries(found);
}

/** Whether the collector was told something in place of what is still blank: what it says of that is of no use. */
function isMadeUp(path: string, { name = '', settings }: FormValues): boolean {
  return path === 'name' ? name.trim() === '' : settings[path.replace(/^settings\./, '')] === noTime;
}

function pathOfSecret(secret: string): string {
  return secret.includes('.') ? secret : `settings.${secret}`;
}

function errorsAt(found: ReadonlyMap<string, FieldProblem>, { path }: FieldProblem): string[] {
  return found.get(path)?.errors ?? [];
}

const secretNeeded = 'has to be entered again, because where it is sent has changed';

/** Of what is wrong, what may be said: of fields that nobody was in yet nothing is. */
export function shownProblems(
  state: EditorState,
  problems: Readonly<Record<string, FieldProblem>>,
): Readonly<Record<string, FieldProblem>> {
  const { attempted, left } = state;
  const isShown = ({ path, errors }: FieldProblem): boolean =>
    attempted === 'save' ||
    path in left ||
    // What it is called does not matter to a test.
    (attempted === 'test' && path !== 'name') ||
    errors.includes(secretNeeded);
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => isShown(problem)));
}

function withNewSources(setup: FormSetup, before: FormValues, after: FormValues): FormValues {
  if (after.sources.join() === before.sources.join()) return after;
  return withSources(setup, after, after.sources);
}

function withValue(values: FormValues, path: string, value: SettingValue): FormValues {
  const [section, field] = path.split('.', 2);
  if (path === 'sources') return { ...values, sources: [String(value)] };
  if (field === undefined) return { ...values, [path]: value };
  if (section === 'settings') return { ...values, settings: { ...values.settings, [field]: value } };
  return { ...values, destination: { ...values.destination, [field]: value } };
}

/** Keys in order and without what is blank, so that equal forms are equal texts. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== '');
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
