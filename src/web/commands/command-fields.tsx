// The library's index also brings what only its tests need.
import Form from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import { type ReactNode, useMemo } from 'react';
import { type FormContext, pathOf } from '../form/fields/form-context.ts';
import { theme } from '../form/fields/theme.ts';
import { useAfterPress } from '../form/fields/use-after-press.ts';
import { validator } from '../form/model/validator.ts';
import { typedSchema, typedUi } from './model/command-schema.ts';
import type { CommandValues } from './model/command-values.ts';
import type { CommandForm } from './use-command-form.ts';

interface CommandFieldsProps {
  readonly form: Pick<CommandForm, 'fields' | 'values' | 'problems' | 'change' | 'leave'>;
  readonly disabled: boolean;
  readonly onSubmit: () => void;
  /** The buttons at its end. */
  readonly children: ReactNode;
}

/** The parameters of a command, drawn from its schema by the form library. */
export function CommandFields({ form, disabled, onSubmit, children }: CommandFieldsProps) {
  const { fields, values, problems, change, leave } = form;
  const schema = useMemo(() => typedSchema(fields), [fields]);
  const ui = useMemo(() => typedUi(fields), [fields]);
  const afterPress = useAfterPress();
  return (
    <Form<unknown, RJSFSchema, FormContext>
      schema={schema}
      uiSchema={ui}
      formData={values}
      formContext={{ problems, take: ignore }}
      validator={validator}
      {...theme}
      idPrefix="command"
      idSeparator="."
      disabled={disabled}
      // What is wrong the collector says.
      noValidate
      noHtml5Validate
      autoComplete="off"
      showErrorList={false}
      experimental_defaultFormStateBehavior={defaults}
      onChange={({ formData }) => change(formData as CommandValues)}
      onBlur={(id) => afterPress(() => leave(pathOf(id)))}
      onSubmit={onSubmit}
      onError={() => {}}
    >
      {children}
    </Form>
  );
}

/** What is suggested for a parameter is the name of another one, which the form has already. */
const ignore = (): void => undefined;

/** What a field begins with is said by the form itself. */
const defaults = {
  arrayMinItems: { populate: 'never' },
  emptyObjectFields: 'skipDefaults',
  requiredBooleanDefault: 'skip',
} as const;
