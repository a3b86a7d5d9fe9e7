/** Placeholder: CLIENT-FORM builds the form here. */
export function ConnectorFormPage({ id, clone }: { id?: string; clone?: string }) {
  return <h1>{id ?? clone ?? 'New connector'}</h1>;
}
