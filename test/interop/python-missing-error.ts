/** There is no Python to validate OCSF with. */
export class PythonMissingError extends Error {
  override readonly name = 'PythonMissingError';
}
