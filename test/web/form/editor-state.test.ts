import { expect, test } from 'vitest';
import { beginEditing, edited, shownProblems, allProblems } from '../../../src/web/form/editor/editor-state.ts';
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
