/** Path of the artifacts of a case, as rights and endpoints know it. */
export const caseArtifactsPath = '/public_api/v1/case/artifacts/{case-id}';

/**
 * The endpoint a path is about: clients send paths with a slash at the end, too; the id of a case stands in its path, and
 * so does that of a file.
 */
export function routeOf(path: string): string {
  return path
    .replace(/\?.*$/s, '')
    .replace(/\/$/, '')
    .replace(/(\/case\/artifacts)\/[^/]+$/, '$1/{case-id}')
    .replace(/^(\/public_api\/v1|\/signed)\/download\/[^/]+$/, '$1/download/{value}');
}
