import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import type { CheckedCommand } from '../../../src/api/commands.ts';
import { CommandFields } from '../../../src/web/commands/command-fields.tsx';
import { commandFields } from '../../../src/web/commands/model/command-field.ts';
import { commandProblems, otherProblems } from '../../../src/web/commands/model/command-problems.ts';
import { type CommandValues, firstValues, inputOf, valuesOf } from '../../../src/web/commands/model/command-values.ts';
import { openWindows } from './made-up-command.ts';

const fields = commandFields(openWindows);

describe('the fields of a command the console has never seen', () => {
  test('are in the order of the manifest, what it does not name last, each of its kind', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['windows', 'lines'],
      ['until', 'time'],
      ['width', 'number'],
      ['all', 'flag'],
      ['reasons', 'checks'],
      ['quietly', 'flag'],
      ['floors', 'lines'],
      ['manner', 'choice'],
      ['rules', 'json'],
      ['note', 'page'],
    ]);
  });

  test('begin with their defaults where a blank cannot mean them', () => {
    expect(firstValues(fields)).toEqual({ quietly: true, manner: 'ajar' });
  });

  test('have examples of a list line by line', () => {
    expect(fields[0]?.examples).toEqual(['attic', 'cellar']);
  });

  test('warn of everything where something is changed, and nowhere else', () => {
    const all = (access: 'read' | 'write') =>
      commandFields({ ...openWindows, access }).find(({ name }) => name === 'all');
    expect(all('write')?.warning).toContain('everything the key reaches');
    expect(all('read')?.warning).toBeUndefined();
  });
});

describe('what a form amounts to', () => {
  test('is what was typed, without blanks', () => {
    const values = {
      windows: ' attic \n\n cellar',
      until: ' 2026-01-31 08:00 ',
      width: '25',
      floors: '1\ntwo',
      all: false,
      reasons: [],
      rules: '{"a": [1]}',
      note: '   ',
    };
    expect(inputOf(fields, values)).toEqual({
      windows: ['attic', 'cellar'],
      until: '2026-01-31 08:00',
      width: 25,
      floors: [1, 'two'],
      rules: { a: [1] },
    });
  });

  test('is the input it was filled from, whatever that holds', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !text.includes('\n'));
    const inputs = fc.record(
      {
        windows: fc.array(word, { minLength: 1 }),
        until: word,
        width: fc.integer(),
        floors: fc.array(fc.integer(), { minLength: 1 }),
        all: fc.constant(true),
        reasons: fc.subarray(['heat', 'fresh_air'], { minLength: 1 }),
        rules: fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: true })),
        note: word,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(inputs, (input) => {
        const given = JSON.parse(JSON.stringify({ quietly: false, manner: 'wide', ...input })) as Record<
          string,
          unknown
        >;
        expect(inputOf(fields, valuesOf(fields, given))).toEqual(given);
      }),
    );
  });

  test('leaves out a box that stands as it does by itself', () => {
    expect(inputOf(fields, { quietly: true, all: false })).toEqual({});
    expect(inputOf(fields, { quietly: false, all: true })).toEqual({ quietly: false, all: true });
  });

  test.for(createCortexPlugin().commands)(
    'of an example is what the command takes it for: $description.name',
    (command) => {
      const { order, example } = command.description;
      const of = commandFields(command.description);
      expect(of.filter(({ name }) => !order.includes(name))).toEqual([]);
      const check = command.check(inputOf(of, valuesOf(of, example)));
      expect(check).toEqual(command.check(example));
      expect(check.ok).toBe(true);
    },
  );

  test('of a list that was given as one is that list', () => {
    expect(inputOf(fields, valuesOf(fields, { windows: 'attic' }))).toMatchObject({ windows: ['attic'] });
  });
});

describe('what is said of a form', () => {
  const checked: CheckedCommand = {
    ok: false,
    summary: null,
    fields: [
      { path: 'windows.1', errors: ['must be the name of a window'], warnings: [] },
      { path: 'width', errors: ['must be at least 1'], warnings: ['is narrow'] },
      { path: '', errors: ['all or windows, not both'], warnings: [] },
      { path: 'door', errors: ['is no parameter'], warnings: [] },
    ],
  };
  const problems = (values: CommandValues, isTold: (name: string) => boolean) =>
    commandProblems({ fields, values, checked, isTold });

  test('is said beside its field, with the line of a list', () => {
    expect(problems({}, () => true)).toEqual({
      windows: { path: 'windows', errors: ['Line 2 must be the name of a window'], warnings: [] },
      width: { path: 'width', errors: ['must be at least 1'], warnings: ['is narrow'] },
    });
  });

  test('waits until somebody has left the field; warnings do not', () => {
    expect(problems({}, (name) => name === 'windows')).toEqual({
      windows: { path: 'windows', errors: ['Line 2 must be the name of a window'], warnings: [] },
      width: { path: 'width', errors: [], warnings: ['is narrow'] },
    });
  });

  test('of everything is said once it is ticked', () => {
    expect(problems({ all: true }, () => false)['all']?.warnings).toEqual([expect.stringContaining('everything')]);
    expect(problems({ all: false }, () => false)['all']).toBeUndefined();
  });

  test('of JSON that is none is said before anybody is asked', () => {
    expect(problems({ rules: '{' }, () => true)['rules']?.errors).toEqual(['is no JSON']);
  });

  test('and belongs to no field is said as well', () => {
    expect(otherProblems(fields, checked).map(({ path }) => path)).toEqual(['', 'door']);
  });
});

const ignore = () => {};
const handlers = { change: ignore, leave: ignore };

describe('the form', () => {
  const drawn = (values: CommandValues, disabled = false): string => {
    const problems = commandProblems({ fields, values, checked: undefined, isTold: () => true });
    return renderToStaticMarkup(
      createElement(CommandFields, {
        form: { fields, values, problems, ...handlers },
        disabled,
        onSubmit: ignore,
        children: null,
      }),
    );
  };
  const markup = drawn(valuesOf(fields, openWindows.example));
  const element = (id: string): string =>
    new RegExp(`<[a-z]+[^>]* ?id="command\\.${id}"[^>]*>`).exec(markup)?.[0] ?? '';

  test('asks for lists line by line, for choices with a list that may stay empty, for yes and no with a box', () => {
    expect(element('windows')).toMatch(/^<textarea/);
    expect(markup).toMatch(/<textarea[^>]*id="command\.windows"[^>]*>attic<\/textarea>/);
    expect(element('manner')).toMatch(/^<select/);
    expect(element('all')).toContain('type="checkbox"');
    expect(element('reasons')).toContain('role="group"');
    expect(markup).toMatch(/type="checkbox"[^>]*\/>Fresh air/);
  });

  test('labels every field, and says what helps', () => {
    for (const { name, kind } of fields) {
      if (kind === 'flag') continue;
      expect(markup).toMatch(new RegExp(`(for="command\\.${name}"|id="command\\.${name}-label")`));
    }
    expect(markup).toContain('When to shut them. A time without a zone is UTC.');
    expect(markup).toContain('Names of windows. One a line.');
    expect(markup).toContain('Default: 10.');
  });

  test('of a command that is off can be read and not filled in', () => {
    const inputs = [...drawn({}, true).matchAll(/<(?:input|textarea|select)[^>]*>/g)].map(([tag]) => tag);
    expect(inputs).toHaveLength(11);
    for (const tag of inputs) expect(tag).toContain('disabled=""');
  });

  test('takes hostile texts of a manifest for texts', () => {
    const hostile = { windows: { type: 'string', title: '<img src=x>', description: '</p><script>alert(1)</script>' } };
    const odd = commandFields({ ...openWindows, input: { type: 'object', properties: hostile } });
    const form = { fields: odd, values: {}, problems: {}, ...handlers };
    const text = renderToStaticMarkup(
      createElement(CommandFields, { form, disabled: false, onSubmit: ignore, children: null }),
    );
    expect(text).toContain('&lt;img src=x');
    expect(text).not.toMatch(/<(img|script)/);
  });
});
