/** What alerts and incidents come from, as answers name it. An open set: third parties have names of their own. */
export const detectors: readonly string[] = [
  'XDR Agent',
  'XDR Analytics',
  'XDR Analytics BIOC',
  'XDR BIOC',
  'XDR IOC',
  'PAN NGFW',
  'Correlation',
];
