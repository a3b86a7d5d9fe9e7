import { otlpSettings } from '../config/collector-settings.ts';
import type { ConfiguredDestination } from '../config/configuration.ts';
import { destinationOf } from '../config/destination-of.ts';
import type { LoadContext } from '../config/load-context.ts';
import { reportIssues } from '../config/report-issues.ts';
import type { SavedConnector } from '../state/operator-store.ts';

type OwnDestination = NonNullable<SavedConnector['destination']>;

/** A destination of a connector's own, as that of the file. What is wrong with it becomes a finding. */
export async function ownDestinationOf(
  { endpoint, encoding, compression }: OwnDestination,
  authorization: string | undefined,
  context: LoadContext,
): Promise<ConfiguredDestination | undefined> {
  const headers = authorization === undefined ? {} : { authorization };
  const settings = { endpoint, encoding, compression, headers };
  const parsed = otlpSettings.safeParse(settings, { reportInput: true });
  if (parsed.success) return destinationOf({ otlp: parsed.data }, context);
  reportIssues(parsed.error, otlpSettings, context.findings, ['destination', 'otlp']);
  return undefined;
}
