import { z } from 'zod';
import { checkpointSchema, manifestSchema } from '../src/contract/index.ts';
import { collectorSchema } from '../src/host/config/collector-schema.ts';
import { statusReportSchema } from '../src/host/status/status-report.ts';
import { openApiDocument } from '../src/host/web/open-api-document.ts';
import { manifest } from '../src/plugin/manifest.ts';
import { commandsPage } from './commands-page.ts';
import { mappingPage } from './mapping-page.ts';

/** The files that are generated from the definitions in the code: path from the project's root, and text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const files: [string, unknown][] = [
    ['manifest.json', manifest],
    ['schemas/manifest.json', schemaOf(manifestSchema)],
    ['schemas/checkpoint.json', schemaOf(checkpointSchema)],
    ['schemas/collector.json', collectorSchema(manifest.sources)],
    ['schemas/status.json', schemaOf(statusReportSchema)],
    ['schemas/openapi.json', openApiDocument()],
    ...manifest.commands.map(({ name, title, description, input }): [string, unknown] => [
      `schemas/commands/${name}.json`,
      { ...input, title, description },
    ]),
    ...manifest.sources.map(({ id, configuration }): [string, unknown] => [`schemas/${id}.json`, configuration]),
  ];
  const texts = files.map(([path, content]): [string, string] => [path, `${JSON.stringify(content, null, 2)}\n`]);
  return new Map([...texts, ['docs/commands.md', commandsPage()], ['docs/mapping.md', mappingPage()]]);
}

function schemaOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { target: 'draft-07', io: 'input' });
}
