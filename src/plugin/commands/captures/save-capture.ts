import { type CommandFile, ConnectorError } from '../../../contract/index.ts';
import type { ReadMeans } from '../command-definition.ts';
import type { AlertCapture } from './read-captures.ts';

/** Writes a capture to a file. @throws ConnectorError; nothing is left behind then. */
export async function saveCapture(
  { alertId, base64 }: AlertCapture,
  name: string,
  { output }: Pick<ReadMeans, 'output'>,
): Promise<CommandFile> {
  const packed = base64.replaceAll(/\s/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) throw unreadable(alertId);
  const writer = await output.create(name);
  try {
    await writer.write(Buffer.from(packed, 'base64'));
    return await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function unreadable(alertId: string): ConnectorError {
  return new ConnectorError('protocol', `what the API sent as the capture of alert ${alertId} is no base64`, {
    code: 'API-BODY',
    remedy: 'Download it from the alert in the console, and report this.',
  });
}
