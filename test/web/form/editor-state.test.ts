import { expect, test } from 'vitest';
import {
  allProblems,
  beginEditing,
  edited,
  type EditorState,
  isUnsaved,
  shownProblems,
} from '../../../src/web/form/editor/editor-state.ts';
import { firstValues, withSources } from '../../../src/web/form/model/first-values.ts';
import { formSetup } from '../../../src/web/form/model/form-setup.ts';
import { someInfo } from './made-up-info.ts';

test('what the collector said of a field is not said of what has been entered there since', () => {
  const setup = formSetup(someInfo());
  const change = edited(setup);
  const empty = beginEditing(withSources(setup, firstValues(setup), ['xdr-incidents']));
  const fields = ['settings.api_key_id', 'settings.api_key'].map((path) => ({
    path,
    errors: ['is required'],
    warnings: [],
  }));
  const checked = change(empty, {
    kind: 'checked',
    of: empty.values,
    checked: { ok: false, tenant: null, fields, secretsNeeded: ['api_key'] },
  });
  const typed = change(checked, { kind: 'set', path: 'settings.api_key_id', value: '12' });
  const left = change(change(typed, { kind: 'leave', path: 'settings.api_key_id' }), {
    kind: 'leave',
    path: 'settings.api_key',
  });
  const shown = shownProblems(left, allProblems(setup, left));
  expect(Object.keys(shown)).toEqual(['settings.api_key']);

  const both = change(left, { kind: 'set', path: 'settings.api_key', value: 'k'.repeat(40) });
  expect(shownProblems(both, allProblems(setup, both))).toEqual({});
});

const setup = formSetup(someInfo());
const change = edited(setup);
const begun = () => beginEditing(withSources(setup, firstValues(setup), ['xdr-incidents']));
const shownPaths = (state: EditorState) => Object.keys(shownProblems(state, allProblems(setup, state)));

test('what is wrong is said of fields that somebody was in, and of all once it is to be saved', () => {
  const state = begun();
  expect(shownPaths(state)).toEqual([]);
  expect(shownPaths(change(state, { kind: 'leave', path: 'name' }))).toEqual(['name']);
  expect(shownPaths(change(state, { kind: 'attempt', attempt: 'save' }))).toEqual([
    'name',
    'settings.api_key_id',
    'settings.api_key',
    'settings.fqdn',
  ]);
});

test('a test does not need a name', () => {
  expect(shownPaths(change(begun(), { kind: 'attempt', attempt: 'test' }))).not.toContain('name');
});

test('a secret that has to be entered again is said at once', () => {
  const state = begun();
  const checked = { ok: false, tenant: null, fields: [], secretsNeeded: ['settings.api_key'] };
  expect(shownPaths(change(state, { kind: 'checked', of: state.values, checked }))).toEqual(['settings.api_key']);
});

test('what the collector says of a field goes before what the browser says, its suggestion with it', () => {
  const state = change(begun(), { kind: 'set', path: 'settings.api_key_id', value: 'k'.repeat(40) });
  const fields = [{ path: 'settings.api_key_id', errors: ['looks like the key'], warnings: [], suggested: '12' }];
  const checked = { ok: false, tenant: 'https://a.example', fields, secretsNeeded: [] };
  const after = change(state, { kind: 'checked', of: state.values, checked });
  expect(allProblems(setup, after)['settings.api_key_id']).toEqual(fields[0]);
});

test('an answer to what has changed since is not taken', () => {
  const before = begun();
  const after = change(before, { kind: 'set', path: 'name', value: 'SOC' });
  const checked = { ok: true, tenant: 'https://old.example', fields: [], secretsNeeded: [] };
  expect(change(after, { kind: 'checked', of: before.values, checked }).checked).toBeUndefined();
});

test('what the collector says of a name that was made up for the check is not said', () => {
  const state = begun();
  const fields = [{ path: 'name', errors: ['is taken'], warnings: [] }];
  const checked = { ok: false, tenant: null, fields, secretsNeeded: [] };
  const after = change(state, { kind: 'checked', of: state.values, checked });
  expect(allProblems(setup, after)['name']?.errors).toEqual(['is required']);
});

test('what was typed and taken back is nothing to lose', () => {
  const state = begun();
  expect(isUnsaved(state)).toBe(false);
  const typed = change(state, { kind: 'set', path: 'settings.fqdn', value: 'acme' });
  expect(isUnsaved(typed)).toBe(true);
  expect(isUnsaved(change(typed, { kind: 'set', path: 'settings.fqdn', value: '' }))).toBe(false);
  expect(isUnsaved(change(state, { kind: 'choose', group: 'fqdn', member: 'server_url' }))).toBe(true);
});

test('other sources bring their defaults along', () => {
  const state = begun();
  const values = { ...state.values, sources: ['weather-readings'] };
  expect(change(state, { kind: 'edit', values }).values.settings).toMatchObject({ unit: 'c', batch_size: 200 });
});
