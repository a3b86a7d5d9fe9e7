import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { allProblems, beginEditing } from '../../../src/web/form/editor/editor-state.ts';
import { ConnectorFields } from '../../../src/web/form/fields/connector-fields.tsx';
import { firstValues } from '../../../src/web/form/model/first-values.ts';
import { formSetup } from '../../../src/web/form/model/form-setup.ts';
import type { FormValues } from '../../../src/web/form/model/form-values.ts';
import { madeUpManifest, someConnector, someInfo } from './made-up-info.ts';

/** The form of the made-up plugin, as markup. */
function drawn(change: Partial<FormValues> = {}, tenant: string | null = null): string {
  const setup = formSetup(someInfo({ manifests: [madeUpManifest], secrets: 'references' }));
  const values = { ...firstValues(setup), ...change };
  const problems = allProblems(setup, beginEditing(values));
  const context = { setup, values, problems, tenant, change: () => {} };
  return renderToStaticMarkup(
    createElement(ConnectorFields, { context, onSubmit: () => {}, children: createElement('button', {}, 'Save') }),
  );
}

/** The element with an id: its tag and attributes. */
function element(markup: string, id: string): string {
  return new RegExp(`<[a-z]+[^>]* ?id="${id.replaceAll('.', '\\.')}"[^>]*>`).exec(markup)?.[0] ?? '';
}

describe('the form of a plugin the console has never seen', () => {
  const markup = drawn();

  test('every field has a label, in the order of the manifest, what it does not name last', () => {
    const labelled = [...markup.matchAll(/<(?:label for|span id)="connector\.settings\.(\w+)(?:-label)?">/g)];
    expect(labelled.map(([, name]) => name)).toEqual([
      'station',
      'token',
      'unit',
      'since',
      'odd_pattern',
      'note',
      'floors',
      'tags',
      'mode',
      'altitude',
    ]);
    expect(element(markup, 'connector.settings.wind')).toContain('type="checkbox"');
  });

  test('a secret is a password field that neither the page nor the browser fills in', () => {
    const token = element(markup, 'connector.settings.token');
    expect(token).toContain('type="password"');
    expect(token).toContain('autoComplete="off"');
    expect(token).toContain('value=""');
    expect(markup).toContain('This collector keeps references only');
  });

  test('what says where a secret stands can be read', () => {
    const token = element(drawn({ settings: { token: '${env:TOKEN}' } }), 'connector.settings.token');
    expect(token).toContain('type="text"');
  });

  test('a secret that a condition brings in is one as well', () => {
    expect(element(markup, 'connector.settings.push_key')).toBe('');
    const pushing = drawn({ settings: { mode: 'push' } });
    expect(element(pushing, 'connector.settings.push_key')).toContain('type="password"');
  });

  test('choices have words: few are seen at once, many are a list', () => {
    expect(markup).toMatch(/type="radio"[^>]*\/>Celsius<span class="muted"> \(default\)/);
    expect(element(markup, 'connector.settings.mode')).toMatch(/^<select/);
    expect(markup).toContain('>Pull slowly</option>');
  });

  test('alternatives are a choice, and only the chosen one is asked for', () => {
    expect(markup).toMatch(/<legend>Station or E-mail<\/legend>/);
    expect(element(markup, 'connector.settings.email')).toBe('');
    const other = drawn({ choices: { station: 'email' } });
    expect(element(other, 'connector.settings.email')).toMatch(/^<input/);
    // Though it is marked as advanced: it is chosen.
    expect(other.indexOf('id="connector.settings.email"')).toBeLessThan(other.indexOf('<details>'));
  });

  test('what is seldom needed is folded away, but not while it is wrong', () => {
    expect(markup).toContain('<details><summary>Advanced</summary>');
    expect(drawn({ settings: { altitude: 1.5 } })).toContain('<details open=""><summary>Advanced</summary>');
  });

  test('examples are shown in the fields, and what cannot be asked for says so', () => {
    expect(element(markup, 'connector.settings.station')).toContain('placeholder="EDDF"');
    expect(markup).toContain('can be set in a configuration file only');
    expect(markup).toContain('The collector checks its form; this page cannot.');
  });

  test('the start of history is a choice that says what it means', () => {
    expect(markup).toContain('Nothing older is read.');
    expect(markup).not.toContain('datetime-local');
    const since = drawn({ settings: { since: '2026-01-01T00:30:00Z' } });
    expect(since).toMatch(/type="datetime-local" value="2026-01-01T00:30"/);
    expect(since).toContain('everything since 2026-01-01 00:30 UTC');
  });

  test('the address as it will be used is shown, and the collector’s destination is named', () => {
    expect(drawn({}, 'https://station.example')).toContain('Connects to <code>https://station.example</code>');
    expect(markup).toContain('The destination of the collector: http://127.0.0.1:4318');
  });

  test('what is wrong is said in a sentence, beside its field', () => {
    const wrong = drawn({ settings: { station: 'eddf', token: '${env:TOKEN}' } });
    expect(element(wrong, 'connector.settings.station')).toContain('aria-invalid="true"');
    expect(wrong).toMatch(/id="connector\.settings\.station-problem"[^>]*><p class="error">Station must look like/);
  });

  test('hostile text in a manifest is text', () => {
    const [source] = madeUpManifest.sources;
    const hostile = { ...madeUpManifest, title: '<img src=x onerror=alert(1)>', sources: [source!] };
    const setup = formSetup(someInfo({ manifests: [hostile] }));
    const values = firstValues(setup);
    const context = { setup, values, problems: {}, tenant: null, change: () => {} };
    const text = renderToStaticMarkup(createElement(ConnectorFields, { context, onSubmit: () => {}, children: null }));
    expect(text).toContain('&lt;img src=x');
    expect(text).not.toContain('<img');
  });
});

describe('a secret that is there already', () => {
  const secrets = { api_key: { kind: 'sealed', setAt: null }, proxy: { kind: 'sealed', setAt: null } } as const;
  const setup = formSetup(someInfo(), someConnector({ secrets }));
  const drawnWith = (proxy: null | undefined) => {
    const first = firstValues(setup, setup.existing);
    const values = { ...first, settings: { ...first.settings, proxy } };
    const context = {
      setup,
      values,
      problems: allProblems(setup, beginEditing(values)),
      tenant: null,
      change: () => {},
    };
    const form = { context, onSubmit: () => {}, children: createElement('button', {}, 'Save') };
    return renderToStaticMarkup(createElement(ConnectorFields, form));
  };

  test('can be taken away, and kept after all, where it is optional', () => {
    expect(drawnWith(undefined).match(/>Take it away</g)).toHaveLength(1);
    expect(element(drawnWith(undefined), 'connector.settings.proxy')).toContain('type="password"');
    expect(drawnWith(null)).toContain('It is taken away when you save.');
    expect(drawnWith(null)).not.toContain('>Take it away<');
  });
});
