// The library's index also brings what only its tests need.
import Form from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import { type ReactNode, useCallback, useMemo } from 'react';
import { connectorSchema } from '../model/connector-schema.ts';
import type { FormValues } from '../model/form-values.ts';
import { uiSchema } from '../model/ui-schema.ts';
import { validator } from '../model/validator.ts';
import { type ConnectorContext, type FormContext, pathOf } from './form-context.ts';
import { theme } from './theme.ts';
import { useAfterPress } from './use-after-press.ts';

interface ConnectorFieldsProps {
  readonly context: ConnectorContext;
  readonly onSubmit: () => void;
  /** The buttons at its end. */
  readonly children: ReactNode;
}

/** The fields of a connector, drawn from the manifest by the form library. */
export function ConnectorFields({ context, onSubmit, children }: ConnectorFieldsProps) {
  const { setup, values, problems, change } = context;
  const schema = useMemo(() => connectorSchema(setup, values), [setup, values]);
  const afterPress = useAfterPress();
  const ui = useMemo(() => uiSchema(setup, values), [setup, values]);
  const take = useCallback((path: string, value: string) => change({ kind: 'set', path, value }), [change]);
  return (
    <Form<unknown, RJSFSchema, FormContext>
      schema={schema}
      uiSchema={ui}
      formData={values}
      formContext={{ problems, take, connector: context }}
      validator={validator}
      {...theme}
      idPrefix="connector"
      idSeparator="."
      // What is wrong the form works out by itself, with what the collector says of it.
      noValidate
      noHtml5Validate
      autoComplete="off"
      showErrorList={false}
      experimental_defaultFormStateBehavior={defaults}
      // What comes back is what went in, with one field changed.
      onChange={({ formData }) => change({ kind: 'edit', values: formData as FormValues })}
      onBlur={(id) => afterPress(() => change({ kind: 'leave', path: pathOf(id) }))}
      onSubmit={onSubmit}
      onError={() => {}}
    >
      {children}
    </Form>
  );
}

/** What a field begins with is said by the form itself. */
const defaults = {
  arrayMinItems: { populate: 'never' },
  emptyObjectFields: 'skipDefaults',
  requiredBooleanDefault: 'skip',
} as const;
