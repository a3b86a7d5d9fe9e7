import type { JsonValue, Manifest, SourceManifest } from '../contract/index.ts';
import { commandDefinitions } from './commands/index.ts';
import { descriptionOf } from './commands/plugin-command.ts';
import { commandSources } from './command-sources.ts';
import { inputSchema } from './input-schema.ts';
import { sources } from './sources/index.ts';
import type { SourceDefinition } from './sources/source-definition.ts';
import { version } from './version.ts';

/** What a host shows of the plugin, and draws its form from. `manifest.json` is generated from it. */
export const manifest: Manifest = {
  id: '6f219e2a-efd7-4c78-ac40-56d0009d75b3',
  slug: 'cortex-otel',
  version,
  title: 'Palo Alto Networks Cortex',
  description:
    'Collects Cortex XDR incidents, alerts and audit logs and Cortex XSOAR audit logs as OpenTelemetry log records.',
  sources: sources.map(sourceManifest),
  commands: commandDefinitions.map((command) => descriptionOf(command, commandSources)),
};

function sourceManifest(source: SourceDefinition<JsonValue>): SourceManifest {
  return {
    id: source.id,
    title: source.title,
    description: source.description,
    ...(source.retentionDays !== undefined && { retentionDays: source.retentionDays }),
    events: [...source.events],
    prerequisites: [...source.prerequisites],
    steps: [...source.steps],
    order: [...source.order],
    configuration: inputSchema(source.settings),
  };
}
