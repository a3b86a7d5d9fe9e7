/**
 * The API a tenant speaks: `incidents` (XDR up to 4) with `incidents/*` and `alerts/*`, or `cases` (XDR 5, XSIAM 3) with
 * `case/*` and `issue/*` in their place. A tenant that was moved may serve both for a while; then it is the first.
 */
export const generationNames = ['incidents', 'cases'] as const;
export type Generation = (typeof generationNames)[number];
