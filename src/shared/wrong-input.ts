import { ConnectorError, type FieldReport } from '../contract/index.ts';

/** The error for an input of a command that its check refuses: names each parameter, and what is wrong with it. */
export function wrongInput(command: string, fields: readonly FieldReport[]): ConnectorError {
  const said = fields.map(({ path, errors }) => `${path === '' ? 'the input' : path} ${errors.join(', ')}`).join('; ');
  return new ConnectorError('config', `${command} cannot be run: ${said}`, {
    code: 'CMD-901',
    remedy: `See cortex-otel command --help ${command}.`,
  });
}
