/** Whether a text is the base of an OTLP/HTTP endpoint: http or https, without user, password, query and fragment. */
export function isEndpoint(given: string): boolean {
  const parsed = URL.parse(given);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return [parsed.username, parsed.password, parsed.search, parsed.hash].every((part) => part === '');
}
