/** Whether a value does nothing but say where a secret stands: `${env:NAME}` or `${file:/path}`. */
export function isOnlyReference(value: unknown): boolean {
  return typeof value === 'string' && /^\$\{(env|file):[^{}]+\}$/.test(value.trim());
}

/** Whether a value has a reference in it, so that what it will be is not known here. */
export function isReference(value: unknown): value is string {
  return typeof value === 'string' && value.includes('${');
}
