import type { ComponentType } from 'react';
import type { FormWidget } from '../model/ui-schema.ts';
import { ChecksWidget } from './checks-widget.tsx';
import { ChoicesWidget } from './choices-widget.tsx';
import { FieldTemplate } from './field-template.tsx';
import { FlagWidget } from './flag-widget.tsx';
import type { FieldWidgetProps } from './form-context.ts';
import { LinesWidget } from './lines-widget.tsx';
import { ObjectTemplate } from './object-template.tsx';
import { RadiosWidget } from './radios-widget.tsx';
import { SecretWidget } from './secret-widget.tsx';
import { SourcesWidget } from './sources-widget.tsx';
import { StartOfHistoryWidget } from './start-of-history-widget.tsx';
import { TextInput } from './text-input.tsx';
import { UnsupportedTemplate } from './unsupported-template.tsx';

const widgets: Readonly<Record<Exclude<FormWidget, 'none'>, ComponentType<FieldWidgetProps>>> = {
  text: TextInput,
  lines: LinesWidget,
  checks: ChecksWidget,
  secret: SecretWidget,
  radios: RadiosWidget,
  choices: ChoicesWidget,
  flag: FlagWidget,
  sources: SourcesWidget,
  startOfHistory: StartOfHistoryWidget,
};

/** How the form library draws: with the console's own fields, all of them labelled. */
export const theme = {
  widgets,
  templates: {
    FieldTemplate,
    ObjectFieldTemplate: ObjectTemplate,
    BaseInputTemplate: TextInput,
    UnsupportedFieldTemplate: UnsupportedTemplate,
  },
};
