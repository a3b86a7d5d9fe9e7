import { type ReactNode, useState } from 'react';
import { askedFor, chosenForm, chosenMember } from '../model/form-setup.ts';
import type { SourceField } from '../model/read-field.ts';
import { contextOf } from './form-context.ts';
import type { SectionProps } from './object-template.tsx';
import { TenantLine } from './tenant-line.tsx';

/** The settings of the manifest in its order: alternatives as a choice, what is seldom needed folded away. */
export function SettingsSection({ properties, registry, fieldPathId }: SectionProps) {
  const { setup, values, problems, tenant, change } = contextOf(registry);
  const [isOpen, open] = useState(false);
  const form = chosenForm(setup, values);
  if (!form) return null;
  const fields = new Map(form.fields.map((field) => [field.name, field]));
  const member = chosenMember(form, values.choices);
  const isFolded = (name: string) => name !== member && fields.get(name)?.advanced === true;
  const shown = properties.filter(({ hidden }) => !hidden);
  const folded = shown.filter(({ name }) => isFolded(name));
  const addressed = member ?? askedFor(form, values.choices).find((name) => fields.get(name)?.bindsSecret);
  const hasProblem = folded.some(({ name }) => (problems[`settings.${name}`]?.errors.length ?? 0) > 0);
  const wrapped = (name: string, content: ReactNode): ReactNode =>
    name === member ? (
      <Alternatives
        key="alternatives"
        name={`${fieldPathId.$id}-choice`}
        members={form.exactlyOne?.members.flatMap((one) => fields.get(one) ?? []) ?? []}
        chosen={member}
        onChoose={(chosen) => change({ kind: 'choose', group: form.exactlyOne?.name ?? '', member: chosen })}
      >
        {content}
        <TenantLine tenant={tenant} />
      </Alternatives>
    ) : (
      <div key={name}>
        {content}
        {name === addressed && <TenantLine tenant={tenant} />}
      </div>
    );
  return (
    <>
      {shown.filter(({ name }) => !isFolded(name)).map(({ name, content }) => wrapped(name, content))}
      {folded.length > 0 && (
        // What is wrong must be seen, folded away or not.
        <details open={isOpen || hasProblem} onToggle={(event) => open(event.currentTarget.open)}>
          <summary>Advanced</summary>
          {folded.map(({ name, content }) => wrapped(name, content))}
        </details>
      )}
    </>
  );
}

interface AlternativesProps {
  readonly name: string;
  readonly members: readonly SourceField[];
  readonly chosen: string;
  readonly onChoose: (member: string) => void;
  readonly children: ReactNode;
}

/** Settings of which exactly one is given. */
function Alternatives({ name, members, chosen, onChoose, children }: AlternativesProps) {
  const titles = new Intl.ListFormat('en', { type: 'disjunction' }).format(members.map(({ title }) => title));
  return (
    <fieldset className="alternatives">
      <legend>{titles}</legend>
      <div className="row">
        {members.map((member) => (
          <label key={member.name} className="choice">
            <input type="radio" name={name} checked={member.name === chosen} onChange={() => onChoose(member.name)} />
            {member.title}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
