import { Document, type Scalar } from 'yaml';
import type { ConnectorDetails } from '../../api/connector-form.ts';

type Written = Pick<
  ConnectorDetails,
  'id' | 'name' | 'source' | 'origin' | 'settings' | 'secrets' | 'destination' | 'healthCheckInterval'
>;

/** A connector as it would stand in a configuration file: secrets as references to where they would have to be put. */
export function yamlOfConnector(connector: Written): string {
  const { id, name, source, origin, secrets, destination, healthCheckInterval } = connector;
  const settings = origin === 'saved' ? literals(connector.settings) : connector.settings;
  const entry: Record<string, unknown> = { id, name: literal(name), source, ...settings };
  const notes = new Map<string, string>();
  for (const [setting, { kind, reference }] of Object.entries(secrets)) {
    entry[setting] = reference ?? `\${env:${variableName(id, setting)}}`;
    if (kind === 'sealed') notes.set(setting, ' sealed in the console');
    else if (reference === undefined) notes.set(setting, ' stands in the configuration file');
  }
  if (healthCheckInterval !== null) entry['health_check_interval'] = healthCheckInterval;
  const document = new Document({ connectors: [entry] });
  for (const [setting, note] of notes) {
    const value = document.getIn(['connectors', 0, setting], true) as Scalar;
    value.comment = note;
  }
  if (destination) document.comment = destinationNote(destination);
  return document.toString({ lineWidth: 0 });
}

function literals(settings: Written['settings']): Written['settings'] {
  const entries = Object.entries(settings);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? literal(value) : value]));
}

/** What was typed into a form is meant as it is; a file would follow what looks like a reference. */
function literal(text: string): string {
  return text.replaceAll('${', '$$$${');
}

function variableName(id: string, setting: string): string {
  return `${id}_${setting}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

/** In a file all connectors have one destination. */
function destinationNote({
  endpoint,
  encoding,
  compression,
  authorization,
}: NonNullable<Written['destination']>): string {
  const header = authorization ? ', with an Authorization header' : '';
  return ` Its records go to ${endpoint} (${encoding}, compression ${compression}${header}):\n in a file, give it a collector of its own.`;
}
