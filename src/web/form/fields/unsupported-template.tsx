/** Stands where a setting takes more than a line of text. */
export function UnsupportedTemplate() {
  return <p className="muted">This one can be set in a configuration file only.</p>;
}
