import type { PluginCommand } from '../../contract/index.ts';
import { wrappedText } from '../wrapped-text.ts';

/** Which commands there are: those that look, and those that change something. */
export function commandList(commands: readonly PluginCommand[], usage: string): string {
  const part = (access: 'read' | 'write', heading: string) => {
    const listed = commands.filter(({ description }) => description.access === access);
    return listed.length === 0 ? [] : ['', heading, ...listed.flatMap(lineOf)];
  };
  return [
    usage.trimEnd(),
    ...part('read', 'Commands that look (commands: read, the default):'),
    ...part('write', 'Commands that change something (only with commands: write; they ask first):'),
    '',
    'What one of them needs: cortex-otel command NAME --help',
  ].join('\n');
}

function lineOf({ description: { name, description } }: PluginCommand): readonly string[] {
  const [first = ''] = description.split(/(?<=\.)\s/);
  return wrappedText(first, ' '.repeat(32), `  ${name.padEnd(29)} `);
}
