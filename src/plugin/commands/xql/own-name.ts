/** A name of our own: what the server calls a query or a stream is no path. */
export function ownName(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, 64) || 'rows';
}
