import { ConnectorError } from '../../../contract/index.ts';
import type { FailureOf } from '../failure-of.ts';
import type { CaptureInput } from './capture-input.ts';
import type { CaptureSaver } from './capture-saver.ts';
import type { TooLarge } from './capture-pages.ts';

export interface MissingCapture {
  readonly error: ConnectorError;
  readonly of: FailureOf;
}

/** Captures that were asked for and did not come: of alerts that have none, that are not there, that are too large. */
export function missingCaptures(
  { alert_ids: asked = [], limit }: CaptureInput,
  saver: Pick<CaptureSaver, 'ids'>,
  tooLarge: readonly TooLarge[],
): readonly MissingCapture[] {
  const [there, without] = [saver.ids('with'), saver.ids('without')];
  // What the limit has cut off nobody knows anything about.
  const all = there.length + without.length + tooLarge.length < limit;
  const absent = tooLarge.length > 0 ? perhapsTooLarge : notThere;
  return [
    ...tooLarge.map((each) => ({ error: aloneTooLarge(each), of: { remedy: inConsole } })),
    ...asked.flatMap((id): readonly MissingCapture[] => {
      if (without.includes(id)) return [{ error: withoutCapture(id), of: { input: id } }];
      return there.includes(id) || !all ? [] : [{ error: absent(id), of: { input: id } }];
    }),
  ];
}

const inConsole = 'Download it from the alert in the console.';

function aloneTooLarge({ place, error }: TooLarge): ConnectorError {
  const message = `the capture of alert ${place} of those asked for, the newest one being 1, cannot be had: ${error.message}`;
  return new ConnectorError('config', message, error.code === undefined ? {} : { code: error.code });
}

function withoutCapture(id: string): ConnectorError {
  return new ConnectorError('config', `alert ${id} has no PCAP`, {
    code: 'FILE-813',
    status: 404,
    remedy: 'Only alerts of PAN NGFW have one, and only where the firewall captures packets.',
  });
}

function notThere(id: string): ConnectorError {
  return new ConnectorError('config', `there is no alert ${id}, or another parameter leaves it out`, {
    code: 'FILE-813',
    status: 404,
    remedy: 'Check the id, and ask for it alone.',
  });
}

function perhapsTooLarge(id: string): ConnectorError {
  return new ConnectorError('config', `alert ${id} did not come: it is one that is too large, or is not there`, {
    code: 'FILE-813',
    status: 404,
    remedy: 'Ask for it alone, which tells.',
  });
}
