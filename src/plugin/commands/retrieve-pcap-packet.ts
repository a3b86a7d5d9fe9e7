import { type CommandFailure, isConnectorError, type JsonValue } from '../../contract/index.ts';
import { type CaptureInput, captureInput } from './captures/capture-input.ts';
import { capturePages, type TooLarge } from './captures/capture-pages.ts';
import { captureSaver } from './captures/capture-saver.ts';
import { missingCaptures } from './captures/missing-captures.ts';
import { readCommand } from './command-definition.ts';

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
    '`files`: `retrieve-pcap-packet.ALERT.pcap` for each alert with a capture. `rawData` is the answer of the API, with the captures in base64; where ' +
    'they were too many for one answer, and were asked for in parts, `{results: […]}` without them. `keyFields`: `alert_ids` with a capture, `without_pcap`, and `total_count` as the API claims it.',
  troubles: [
    '`FILE-813`, _alert has no PCAP_: only of alerts that were asked for by id; of others `without_pcap` lists it.',
    '`API-SIZE`, _the capture of one alert is more than 16 MiB_: download it from the alert in the console. Of several alerts fewer are asked for at once.',
  ],
  summary: ({ limit, alert_ids: ids }) =>
    ids ? `Retrieve the captures of ${ids.length} alerts` : `Retrieve the captures of up to ${limit} alerts`,
  async run(input, means, signal) {
    const saver = captureSaver(name, means);
    const answers: JsonValue[] = [];
    const tooLarge: TooLarge[] = [];
    let failures: readonly CommandFailure[] = [];
    let total: number | undefined;
    try {
      for await (const page of capturePages(input, means, signal)) {
        if ('error' in page) {
          tooLarge.push(page);
          continue;
        }
        answers.push(page.answer);
        total ??= page.total;
        await saver.save(page.captures, signal);
      }
      failures = missingCaptures(input, saver, tooLarge).map(({ error, of }) => means.failure(error, of));
    } catch (error) {
      // What has been saved is there all the same.
      if (!isConnectorError(error)) throw error;
      failures = [means.failure(error)];
    }
    const files = saver.files();
    // That no alert has a capture is an answer too, where nobody asked for those of certain alerts.
    const haveNone = answers.length > 0 && saver.ids('with').length === 0 && !input.alert_ids;
    return {
      answers,
      succeeded: files.length + (haveNone ? 1 : 0),
      failures: [...failures, ...saver.failures()],
      keyFields: {
        alert_ids: saver.ids('with'),
        without_pcap: saver.ids('without'),
        total_count: total ?? null,
      },
      files,
    };
  },
});
