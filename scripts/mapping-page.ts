import { ecsNamesOf } from '../src/plugin/mapping/ecs-attributes.ts';
import type { FieldRow } from '../src/plugin/mapping/field-row.ts';
import { ocsfVersion } from '../src/plugin/mapping/ocsf/ocsf-class.ts';
import { placesOf } from '../src/plugin/mapping/ocsf/placer.ts';
import { type MappingKind, mappingKinds } from './mapping-kinds.ts';

const introduction = `# Mapping

What becomes of every field of the vendor's records. Generated from the tables in the code (\`npm run generate\`).

The body holds the whole record whatever it is indexed as: as a map (\`body: map\`), as one JSON text (\`body: json\`), or in the
\`raw_data\` of an OCSF event (\`body: ocsf\`). Fields that are not listed here, because the vendor has added them since, are in it too.

- **Attribute**: what OpenTelemetry records are indexed by; _time_, _severity_ and _event name_ are the record's own. In parentheses: made of the field on conditions, such as \`host.name\`
  where there is one host only; \`*\` stands for the keys of an object.
- **OCSF ${ocsfVersion}**: the place in the event, with \`body: ocsf\`. Fields without one, and values that do not fit theirs, are under
  \`unmapped\` unless they are empty. \`?\`: only where no other field stands.
- **ECS**: the attribute that \`ecs: true\` adds. Where the semantic conventions and the Elastic Common Schema agree (\`host.name\`,
  \`user.name\`, \`process.pid\`, …) nothing is added; \`event.kind\`, \`event.category\`, \`event.type\` and \`event.severity\` are made of the whole.
  \`process.executable\` is left out: beside \`process.executable.name\` of the conventions Elasticsearch could index neither.

Cases and issues, of the newer generation of the API, are read in the words of incidents and alerts; in the body they are as they came.

In events of audits \`<object>\` is what the action was on: the \`entity\` of Entity Management, a \`resources[]\` of API Activity, the
\`user\` of Account Change and User Access Management; Authentication has none, and its \`actor.user\` is its \`user\`.
`;

/** The text of docs/mapping.md. */
export function mappingPage(): string {
  return `${introduction}\n${coverage()}\n${mappingKinds.map(section).join('\n')}`;
}

function coverage(): string {
  const lines = mappingKinds.map((kind) => {
    const rows = rowsOf(kind);
    const count = (holds: (row: FieldRow) => boolean) => rows.filter(holds).length;
    const bodyOnly = count((row) => !isIndexed(row) && row.ocsf === undefined && row.ecs === undefined);
    const counts = [
      rows.length,
      count(isIndexed),
      count((row) => row.ocsf !== undefined),
      count((row) => row.ecs !== undefined),
    ];
    return `| [${kind.title}](#${anchor(kind.title)}) | ${[...counts, bodyOnly].join(' | ')} |`;
  });
  return `## Coverage

| Record | Fields | indexed | placed in OCSF | named by ECS | in the body only |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}

function section(kind: MappingKind): string {
  const classes = kind.classes.map(({ name, uid }) => `${name} (${uid})`).join(', ') || 'no event, the body is a map';
  const { nested } = kind;
  return `## ${kind.title}

Of ${kind.sources.map((source) => `\`${source}\``).join(' and ')}. OCSF: ${classes}.

${table(kind.rows, '')}${nested ? `\nOf each of its events:\n\n${table(nested.rows, `${nested.path}.`)}` : ''}`;
}

function table(rows: readonly FieldRow[], prefix: string): string {
  const lines = rows.map((row) => {
    const cells = [code(row.field), row.types.join(', '), attributes(row), places(row, prefix), names(row)];
    return `| ${cells.join(' | ')} |`;
  });
  return `| Field | Type | Attribute | OCSF | ECS |\n| --- | --- | --- | --- | --- |\n${lines.join('\n')}\n`;
}

function attributes(row: FieldRow): string {
  const own = row.attribute === undefined ? [] : [code(row.attribute)];
  const conditional = (row.also ?? []).map((name) => `(${code(name)})`);
  const slot = row.slot === undefined ? [] : [`_${row.slot}_`];
  const all = [...slot, ...own, ...conditional];
  return all.length > 0 ? all.join(' ') : 'body only';
}

function places(row: FieldRow, prefix: string): string {
  const all = placesOf(row).map(({ path, isSubstitute }) => code(`${prefix}${path}${isSubstitute ? '?' : ''}`));
  return all.length > 0 ? all.join(' ') : '`unmapped`';
}

function names(row: FieldRow): string {
  return ecsNamesOf(row)
    .map(([name]) => code(name))
    .join(' ');
}

function isIndexed({ slot, attribute, also = [] }: FieldRow): boolean {
  return slot !== undefined || attribute !== undefined || also.length > 0;
}

function rowsOf({ rows, nested }: MappingKind): readonly FieldRow[] {
  return [...rows, ...(nested?.rows ?? [])];
}

function code(text: string): string {
  return `\`${text}\``;
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
