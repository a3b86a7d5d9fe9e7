import { type CommandFailure, type CommandFile, ConnectorError, isConnectorError } from '../../contract/index.ts';
import { type CaptureInput, captureInput } from './captures/capture-input.ts';
import { type Captures, readCaptures } from './captures/read-captures.ts';
import { saveCapture } from './captures/save-capture.ts';
import { readCommand } from './command-definition.ts';
import { fileName } from './files/file-name.ts';

const name = 'retrieve-pcap-packet';

/** The packets that set off alerts of firewalls (Cortex XDR REST API, Get Alerts PCAP). */
export const retrievePcapPacket = readCommand<CaptureInput>({
  name,
  title: 'Retrieve PCAP Packet',
  description:
    'The packets that set off alerts of PAN NGFW, a PCAP file for each alert, of at most 100 alerts. Parameters hold ' +
    'together; without any it is the newest alerts.',
  permission: 'a role that may view alerts (Alerts and Incidents: View)',
  licence: 'Cortex XDR Pro per GB',
  output: 'files',
  input: captureInput,
  example: { creation_time: '2026-01-31 08:00', severities: ['medium', 'high'], alert_sources: ['PAN NGFW'], limit: 5 },
  result:
    '`files`: `retrieve-pcap-packet.ALERT.pcap` for each alert with a capture. `rawData` is the answer of the API, with the captures in base64. ' +
    '`keyFields`: `alert_ids` with a capture, `without_pcap`, and `total_count` as the API claims it.',
  troubles: [
    '`FILE-813`, _alert has no PCAP_: only of alerts that were asked for by id; of others `without_pcap` lists it.',
    '`API-SIZE`, _more than 16 MiB in one answer_: ask for fewer with `limit` or `alert_ids`.',
  ],
  summary: ({ limit, alert_ids: ids }) =>
    ids ? `Retrieve the captures of ${ids.length} alerts` : `Retrieve the captures of up to ${limit} alerts`,
  async run(input, means, signal) {
    const read = await readCaptures(input, means, signal);
    const there = read.captures.filter(({ base64 }) => base64 !== '');
    const files: CommandFile[] = [];
    const failures: CommandFailure[] = missing(input, read).map(({ id, error }) => means.failure(error, { input: id }));
    for (const [done, capture] of there.entries()) {
      signal.throwIfAborted();
      const { alertId } = capture;
      means.tell({ message: `${done} of ${there.length} captures`, done, total: there.length });
      try {
        files.push(await saveCapture(capture, fileName(name, [alertId], 'pcap'), means));
      } catch (error) {
        if (!isConnectorError(error)) throw error;
        failures.push(means.failure(error, { input: alertId }));
      }
    }
    return {
      answers: [read.answer],
      // That no alert has a capture is an answer too, where nobody asked for those of certain alerts.
      succeeded: files.length + (there.length === 0 && !input.alert_ids ? 1 : 0),
      failures,
      keyFields: {
        alert_ids: there.map(({ alertId }) => alertId),
        without_pcap: read.captures.filter(({ base64 }) => base64 === '').map(({ alertId }) => alertId),
        total_count: read.total ?? null,
      },
      files,
    };
  },
});

interface Missing {
  readonly id: string;
  readonly error: ConnectorError;
}

/** Of the alerts somebody asked for by their ids: those without a capture, and those that did not come. */
function missing({ alert_ids: ids = [], limit }: CaptureInput, { captures }: Captures): readonly Missing[] {
  return ids.flatMap((id) => {
    const capture = captures.find(({ alertId }) => alertId === id);
    if (capture) return capture.base64 === '' ? [{ id, error: withoutCapture(id) }] : [];
    // What the limit has cut off nobody knows anything about.
    return captures.length < limit ? [{ id, error: absent(id) }] : [];
  });
}

function withoutCapture(id: string): ConnectorError {
  return new ConnectorError('config', `alert ${id} has no PCAP`, {
    code: 'FILE-813',
    status: 404,
    remedy: 'Only alerts of PAN NGFW have one, and only where the firewall captures packets.',
  });
}

function absent(id: string): ConnectorError {
  return new ConnectorError('config', `there is no alert ${id}, or another parameter leaves it out`, {
    code: 'FILE-813',
    status: 404,
    remedy: 'Check the id, and ask for it alone.',
  });
}
