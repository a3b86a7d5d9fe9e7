/** A host as incidents list it. */
export interface ListedHost {
  readonly name: string | undefined;
  readonly id: string | undefined;
}

/**
 * Name and agent id of `name:agent_id`. Split at the last colon, for a name may be an IPv6 address; the id may be
 * missing, empty or the text `null` (Cortex XDR REST API, Get Incidents).
 */
export function listedHost(text: string): ListedHost {
  const colon = text.lastIndexOf(':');
  const [name, id] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return { name: name === '' ? undefined : name, id: id === '' || id === 'null' ? undefined : id };
}
