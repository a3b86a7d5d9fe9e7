/** A message of a field goes on from its title: `is required` of `FQDN` is "FQDN is required." */
export function sentence(title: string, message: string): string {
  const goesOn = /^[a-z]/.test(message);
  const text = goesOn ? `${title} ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
