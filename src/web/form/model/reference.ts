/** The whole of a value that says where a secret stands: `${env:NAME}` or `${file:/path}`. */
export const onlyReference = String.raw`^\$\{(env|file):[^{}]+\}$`;

/** Whether a value has a reference in it, so that what it will be is not known here. */
export function isReference(value: unknown): value is string {
  return typeof value === 'string' && value.includes('${');
}
