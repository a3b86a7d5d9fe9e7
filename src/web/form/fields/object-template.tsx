import type { ObjectFieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import type { FormContext } from './form-context.ts';
import { SettingsSection } from './settings-section.tsx';

export type SectionProps = ObjectFieldTemplateProps<unknown, RJSFSchema, FormContext>;

/** The form as a whole, or a section of it. */
export function ObjectTemplate(props: SectionProps) {
  const { fieldPathId, title, properties } = props;
  const contents = properties.map(({ content }) => content);
  if (fieldPathId.path.length === 0) return <>{contents}</>;
  const heading = `${fieldPathId.$id}-heading`;
  return (
    <section className="card form-section" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {fieldPathId.path[0] === 'settings' ? <SettingsSection {...props} /> : contents}
    </section>
  );
}
