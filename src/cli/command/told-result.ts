import type { CommandDescription, CommandResult } from '../../contract/index.ts';
import type { FinishedCall } from '../../host/commands/run-call.ts';
import { plainText } from '../../shared/plain-text.ts';
import type { Delivered } from '../../host/replay/deliver-once.ts';
import type { CommandContext, JsonOptions } from '../command-context.ts';
import { countedText } from '../counted-text.ts';
import { exitCodes } from '../exit-code.ts';
import { printableJson } from '../printable-json.ts';
import { type OutputOptions, takesStdout } from './call-output.ts';
import { resultExitCode } from './result-exit-code.ts';
import { resultLines } from './result-lines.ts';
import { type Sending, sendRecords, type SendOptions } from './send-records.ts';

export interface Told extends Sending {
  readonly description: CommandDescription;
  readonly options: JsonOptions & OutputOptions & SendOptions;
}

/** Prints what came of a call, and sends its records where that was asked for; resolves to the exit code. */
export async function toldResult(
  { result, audit }: FinishedCall,
  { description, options, ...sending }: Told,
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  const print = (text: string) => (takesStdout(options) ? terminal.say(text) : terminal.out(text));
  const sends = options.send === true || options.destination !== undefined;
  if (!options.json) for (const line of resultLines(result, { ...description, sends }, terminal)) print(line);
  let sent: Delivered | undefined;
  try {
    if (sends) sent = await sendRecords(result, { options, ...sending }, context);
  } finally {
    // What came of the call is there, wherever its records are.
    if (options.json) print(printableJson(sent ? { ...result, sent } : result, 2));
    else if (sent) print(sentText(sent));
    for (const line of doubts(result, audit)) terminal.say(line);
  }
  const code = resultExitCode(result);
  if (code !== exitCodes.done) return code;
  if (audit === 'lost' && description.access === 'write') return exitCodes.state;
  return sent && sent.rejected + sent.refused > 0 ? exitCodes.failed : code;
}

/** What somebody should know besides, whatever is printed of the result. */
function doubts({ failures }: CommandResult, audit: FinishedCall['audit']): readonly string[] {
  const audited = auditText[audit];
  const unknown = failures.filter(({ outcome }) => outcome === 'unknown');
  const about = unknown.flatMap(({ input }) => input ?? []).slice(0, 5);
  const which = about.length > 0 ? ` for ${plainText(about.join(', '))}` : '';
  return [
    ...(audited === undefined ? [] : [audited]),
    ...(unknown.length > 0 ? [`Nobody knows whether it was done${which}: look before you try again.`] : []),
  ];
}

const auditText: Readonly<Record<FinishedCall['audit'], string | undefined>> = {
  told: undefined,
  due: 'The audit records of this call are not delivered yet: cortex-otel run does that.',
  lost: 'What came of this call could be neither recorded nor delivered: nothing but this output says it. Keep it.',
};

function sentText({ records, accepted, rejected, refused }: Delivered): string {
  const lost = rejected + refused > 0 ? `, ${rejected} rejected and ${refused} refused by the destination` : '';
  return `${countedText(records, 'record')} sent: ${accepted} accepted${lost}`;
}
