import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { FormContext } from '../fields/form-context.ts';
import { chosenForm, type FormSetup } from './form-setup.ts';
import type { FormValues } from './form-values.ts';
import type { FieldKind, SourceField } from './read-field.ts';
import { isReference } from './reference.ts';

/** Which widget asks for what. */
export type FormWidget =
  | 'text'
  | 'lines'
  | 'secret'
  | 'radios'
  | 'choices'
  | 'checks'
  | 'flag'
  | 'sources'
  | 'startOfHistory'
  | 'none';

type Ui = UiSchema<unknown, RJSFSchema, FormContext>;

/** So many choices are seen at once; more are a list that opens. */
const mostRadios = 4;

/** How the form asks for what {@link connectorSchema} describes. */
export function uiSchema(setup: FormSetup, values: FormValues): Ui {
  const form = chosenForm(setup, values);
  const settings = form?.fields.map((field) => [field.name, fieldUi(field, values)] as const) ?? [];
  return {
    'ui:order': ['name', 'sources', 'settings', 'destination', 'healthCheckInterval', '*'],
    name: ui('text', 'Shown in Collection Status. Renaming it does not read anything again.'),
    sources: ui(
      'sources',
      'Each becomes a connector of its own, with the settings below. What only one of them has is set on its own page afterwards.',
    ),
    settings: { ...Object.fromEntries(settings), 'ui:order': [...settings.map(([name]) => name), '*'] },
    destination: {
      use: {
        ...ui('radios'),
        'ui:enumNames': [`The destination of the collector: ${setup.collectorDestination}`, 'A destination of its own'],
      },
      endpoint: ui('text', 'OTLP over HTTP; /v1/logs is appended.'),
      encoding: { ...ui('radios'), 'ui:enumNames': ['JSON', 'Protobuf'] },
      compression: { ...ui('radios'), 'ui:enumNames': ['None', 'gzip'] },
      authorization: ui('secret', 'Value of the Authorization header, such as Bearer and a token.'),
      removeAuthorization: ui('flag'),
    },
    healthCheckInterval: ui('text', 'How often the connection test runs by itself. Leave it blank for never.'),
  };
}

function fieldUi(field: SourceField, values: FormValues): Ui {
  const isKnownLater = field.kind !== 'secret' && isReference(values.settings[field.name]);
  const widget = isKnownLater ? 'text' : widgetOf(field.kind, field.options.length);
  return {
    ...ui(widget, helpOf(field)),
    'ui:enumNames': field.options.map(({ words }) => words),
    // For radio buttons; a list has no room for it.
    'ui:usual': field.defaultValue,
  };
}

function widgetOf(kind: FieldKind, options: number): FormWidget {
  switch (kind) {
    case 'choice':
      return options > mostRadios ? 'choices' : 'radios';
    case 'secret':
      return 'secret';
    case 'flag':
      return 'flag';
    case 'start-of-history':
      return 'startOfHistory';
    case 'text':
    case 'number':
      return 'text';
    case 'unsupported':
      return 'none';
  }
}

function helpOf({ description, defaultValue, kind, file, patternIsUnusable }: SourceField): string {
  const isTyped = kind === 'text' || kind === 'number';
  // Its choices say what they mean; what is described is the text in a configuration file.
  if (kind === 'start-of-history') return '';
  return [
    description,
    file && 'The file is on the machine of the collector.',
    patternIsUnusable && 'The collector checks its form; this page cannot.',
    isTyped && defaultValue !== undefined && defaultValue !== '' && `Default: ${String(defaultValue)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function ui(widget: FormWidget, help = ''): Ui {
  return { 'ui:widget': widget, 'ui:help': help };
}
