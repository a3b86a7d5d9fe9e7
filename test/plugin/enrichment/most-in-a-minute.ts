/** Most of these requests in any minute, by the tenant's clock. */
export function mostInAMinute(requests: readonly { readonly atMs: number }[]): number {
  const times = requests.map(({ atMs }) => atMs);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
}
