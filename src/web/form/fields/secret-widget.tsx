import { useState } from 'react';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { keepsSecret, mayTakeAway } from '../model/form-setup.ts';
import { contextOf, type FieldWidgetProps, inputAria, pathOf } from './form-context.ts';

/** A secret: never filled in beforehand. Blank keeps the one there is; it may say where the secret stands instead. */
export function SecretWidget({ id, label, value, required, disabled, onChange, onBlur, registry }: FieldWidgetProps) {
  const [isShown, show] = useState(false);
  const text = typeof value === 'string' ? value : '';
  // Where a secret stands is none.
  const isReference = text.startsWith('${');
  const { setup } = contextOf(registry);
  const press = isShown ? 'Hide' : 'Show';
  const aria = inputAria(registry, id, required);
  if (value === null) return <TakenAway id={id} label={label} onKeep={() => onChange(undefined)} />;
  return (
    <>
      <span className="with-button">
        <input
          id={id}
          type={isShown || isReference ? 'text' : 'password'}
          value={text}
          disabled={disabled}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-1p-ignore=""
          data-lpignore="true"
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
          onBlur={() => onBlur(id, value)}
          {...aria}
          aria-describedby={`${aria['aria-describedby']} ${id}-kept`}
        />
        <button type="button" aria-label={`${press} ${label}`} onClick={() => show(!isShown)}>
          {press}
        </button>
      </span>
      <p id={`${id}-kept`} className="muted help">
        {keepsSecret(setup, pathOf(id)) && <KeptSecret id={id} registry={registry} />}{' '}
        {setup.referencesOnly
          ? 'This collector keeps references only: enter ${env:NAME} or ${file:/path}, where the secret stands.'
          : 'It is kept encrypted. ${env:NAME} and ${file:/path} are accepted as well.'}
      </p>
      {mayTakeAway(setup, pathOf(id)) && (
        <button type="button" aria-label={`Take ${label} away`} onClick={() => onChange(null)}>
          Take it away
        </button>
      )}
    </>
  );
}

/** Said until it is saved, so that it can be thought over. */
function TakenAway({ id, label, onKeep }: { id: string; label: string; onKeep: () => void }) {
  return (
    <p className="help">
      It is taken away when you save.{' '}
      <button type="button" id={id} aria-label={`Keep ${label}`} onClick={onKeep}>
        Keep it
      </button>
    </p>
  );
}

function KeptSecret({ id, registry }: Pick<FieldWidgetProps, 'id' | 'registry'>) {
  const secret = contextOf(registry).setup.existing?.secrets[pathOf(id).replace(/^settings\./, '')];
  if (secret?.reference !== undefined) {
    return (
      <>
        Now <code>{secret.reference}</code> · leave blank to keep.
      </>
    );
  }
  if (!secret?.setAt) return 'Set · leave blank to keep.';
  return (
    <>
      Set <RelativeTime at={secret.setAt} /> · leave blank to keep.
    </>
  );
}
