/**
 * What the status of an action on an endpoint comes to (Cortex XDR REST API, Get Action Status). `done`: as far as it was
 * possible. `ended`: it will not be done. A word nobody knows may still change.
 */
export function actionStage(status: string): 'done' | 'ended' | 'pending' {
  if (/^COMPLETED_(?:SUCCESSFULLY|PARTIAL)$/.test(status)) return 'done';
  return /^(?:FAILED|TIMEOUT|EXPIRED|CANCELL?ED|ABORTED)$/.test(status) ? 'ended' : 'pending';
}
