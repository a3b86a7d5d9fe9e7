import { describe, expect, test } from 'vitest';
import { field } from '../../../../src/plugin/mapping/field.ts';
import { placer } from '../../../../src/plugin/mapping/ocsf/placer.ts';
import { textOf } from '../../../../src/plugin/sources/vendor-values.ts';

describe('a placer', () => {
  test('builds the objects of a path, and a list of one where a path says so', () => {
    const place = placer([
      field.text('a', { ocsf: 'finding_info.title' }),
      field.text('b', { ocsf: 'resources[].name' }),
      field.text('id', { ocsf: 'finding_info.uid' }),
    ]);
    const { object, fields } = place({ a: 'x', b: 'y', id: '1', c: 'z' });
    expect(object).toEqual({ finding_info: { title: 'x', uid: '1' }, resources: [{ name: 'y' }] });
    expect([...fields].toSorted()).toEqual(['a', 'b', 'id']);
  });

  test('leaves out an object that the schema would refuse, and says that its fields stand nowhere', () => {
    const place = placer([
      field.text('name', { ocsf: 'process.name' }),
      field.text('file', { ocsf: 'process.file.name' }),
      field.number('pid', { ocsf: 'process.pid' }),
    ]);
    const without = place({ name: 'sshd', file: 'sshd' });
    expect([without.object, without.fields.size]).toEqual([{}, 0]);
    expect(place({ name: 'sshd', file: 'sshd', pid: 7 }).object).toEqual({
      process: { name: 'sshd', pid: 7, file: { type_id: 0, name: 'sshd' } },
    });
  });

  test('a substitute is taken where no other field stands, in whatever order they come', () => {
    const place = placer([
      field.text('nick', { ocsf: { 'user.name?': textOf } }),
      field.text('name', { ocsf: 'user.name' }),
    ]);
    expect(place({ nick: 'n', name: 'm' }).object).toEqual({ user: { name: 'm' } });
    expect([...place({ nick: 'n', name: 'm' }).fields]).toEqual(['name']);
    expect(place({ nick: 'n', name: null }).object).toEqual({ user: { name: 'n' } });
  });

  test('joins lists', () => {
    const place = placer([field.list('a', { ocsf: 'types' }), field.list('b', { ocsf: 'types' })]);
    expect(place({ a: ['x'], b: ['y', 'z'] }).object).toEqual({ types: ['x', 'y', 'z'] });
  });

  test('a value that does not fit stands nowhere', () => {
    const place = placer([field.number('n', { ocsf: 'count' })]);
    expect(place({ n: 'many' })).toEqual({ object: {}, fields: new Set() });
  });

  test('another class has other paths, or none', () => {
    const rows = [field.text('a', { ocsf: 'x.name' }), field.text('b', { ocsf: 'x.uid' })];
    const place = placer(rows, { translate: (path) => (path === 'x.name' ? 'entity.name' : undefined) });
    expect(place({ a: '1', b: '2' })).toEqual({ object: { entity: { name: '1' } }, fields: new Set(['a']) });
  });
});
