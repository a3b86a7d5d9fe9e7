import { ConnectorError } from '../../contract/index.ts';

/** The name of a file as a command may give it. A command that gives another one is wrong, whoever made it so. */
export function checkedFileName(name: string): string {
  if (/^[\w-][\w.-]{0,127}$/.test(name)) return name;
  throw new ConnectorError('state', `${JSON.stringify(name.slice(0, 64))} cannot be the name of a file`, {
    code: 'FILE-802',
    remedy: 'Please report it: a command names its files itself.',
  });
}
