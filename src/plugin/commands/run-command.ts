import {
  type CommandCall,
  type CommandResult,
  type CommandReturn,
  ConnectorError,
  isConnectorError,
  type JsonValue,
} from '../../contract/index.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { Shared } from '../open-connection.ts';
import { cortexOrigin } from '../sources/cortex-origin.ts';
import type { CommandDefinition, CommandOutcome, WriteMeans } from './command-definition.ts';
import { failureOf } from './failure-of.ts';
import { openCommandApi } from './open-command-api.ts';

/** Runs an entry with an input that has been checked; see `PluginCommand.run`. */
export async function runCommand<Input>(
  command: CommandDefinition<Input>,
  input: Input,
  { config, shared, ...call }: Omit<CommandCall, 'input'> & { readonly config: CortexConfig; readonly shared: Shared },
  signal: AbortSignal,
): Promise<CommandResult> {
  refuseWhatIsOff(command, config);
  const { tools, output, tell } = call;
  const api = openCommandApi(config, { tools, shared, tell });
  const failure: WriteMeans['failure'] = (error, of) => failureOf(command.title, error, of);
  try {
    const outcome = await command.run(input, { config, tools, shared, output, tell, failure, ...api }, signal);
    return resultOf(command, config, outcome);
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    const outcome = { answers: [], succeeded: 0, failures: [failure(error)], keyFields: {} };
    return resultOf(command, config, outcome);
  } finally {
    await api.close();
  }
}

/** Before anything is sent: what changes something is a person's decision, made in the configuration. */
function refuseWhatIsOff({ access, title }: CommandDefinition, { commands }: CortexConfig): void {
  if (commands === 'write' || (commands === 'read' && access === 'read')) return;
  const needed = access === 'write' ? 'commands: write' : 'commands: read';
  throw new ConnectorError('config', `${title} is not allowed for this connector (commands: ${commands})`, {
    code: 'CMD-902',
    remedy: `Set ${needed} for the connector if operators are to do this with its key.`,
  });
}

function resultOf(
  { name }: CommandDefinition,
  { tenant, privacy }: CortexConfig,
  { answers, succeeded, failures, keyFields, records = [], files = [] }: CommandOutcome,
): CommandResult {
  return {
    command: name,
    returnData: returnOf(succeeded, failures.length),
    failures,
    rawData: rawDataOf(answers),
    keyFields,
    records,
    origin: cortexOrigin('cortex-xdr', tenant, 'public_api_v1'),
    files,
    confidential: privacy !== undefined,
  };
}

function returnOf(succeeded: number, failed: number): CommandReturn {
  if (failed === 0) return 'Successful';
  return succeeded > 0 ? 'Partially Successful' : 'Failed';
}

function rawDataOf(answers: readonly JsonValue[]): JsonValue {
  const [only = null, ...more] = answers;
  return more.length === 0 ? only : { results: answers };
}
