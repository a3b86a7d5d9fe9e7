/** A date and time, said to be UTC whatever the browser's zone is. The value is that of the input: `2026-11-22T02:00`. */
export function UtcField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="field">
      <span>{label} (UTC)</span>
      <input type="datetime-local" step="1" required value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}
