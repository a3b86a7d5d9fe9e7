import { type CommandFailure, ConnectorError, type JsonValue } from '../../contract/index.ts';
import { notUnderstood } from '../cortex/not-understood.ts';
import { objectOf, textOf } from '../sources/vendor-values.ts';
import { type CommandOutcome, writeCommand, type WriteMeans } from './command-definition.ts';
import { type IndicatorInput, indicatorInput, indicatorsOf } from './indicators/indicator-input.ts';

const path = '/public_api/v1/indicators/insert_jsons';

const lookFirst =
  'They may have been inserted: look for them under Detection Rules, IOC; sending the same again replaces them.';

/** Inserts indicators (Cortex XDR REST API, Insert Simple Indicators, JSON). */
export const createIndicator = writeCommand<IndicatorInput>({
  name: 'create-indicator',
  title: 'Create Indicator',
  description:
    'Inserts an indicator of compromise, or several that are alike, in one request. The tenant is always asked to say ' +
    'what it does not take: without that it would leave out wrong ones in silence.',
  permission: 'a role that may edit indicators (Rules: View/Edit)',
  licence: 'Cortex XDR Pro per Endpoint or Pro per TB',
  input: indicatorInput,
  example: { indicator_type: 'ip', indicator: ['203.0.113.7'], severity: 'high', reputation: 'bad', reliability: 'b' },
  result:
    '`rawData` is the answer of the API: `true`, or `success` with `validation_errors`. `keyFields`: `indicators`, those that were taken.',
  troubles: [
    '`CMD-931` (400): the tenant does not take an indicator; the message is what it says. The others are inserted.',
    'Outcome unknown: sending the same again does no harm, for an indicator that is there is replaced.',
  ],
  summary: ({ indicator, indicator_type: type, severity }) => {
    const which = indicator.length <= 10 ? indicator : [...indicator.slice(0, 10), `${indicator.length - 10} more`];
    return `Insert ${indicator.length === 1 ? 'an indicator' : `${indicator.length} indicators`} (${type}, severity ${severity}): ${which.join(', ')}`;
  },
  async run(input, means, signal) {
    const outcome = await means.change(path, { request_data: indicatorsOf(input), validate: true }, signal);
    if (outcome.outcome === 'done') return outcomeOf(input.indicator, outcome.body, means);
    const { outcome: how, error } = outcome;
    const failures = input.indicator.map((indicator) =>
      means.failure(error, { input: indicator, outcome: how, ...(how === 'unknown' && { remedy: lookFirst }) }),
    );
    return { answers: [], succeeded: 0, failures, keyFields: { indicators: [] } };
  },
});

/** `true`, or `{success, validation_errors: [{indicator, error}]}`. */
function outcomeOf(indicators: readonly string[], body: JsonValue, means: WriteMeans): CommandOutcome {
  const reply = objectOf(body)?.['reply'];
  const { success, validation_errors: listed } = objectOf(reply) ?? {};
  const errors = [listed ?? []].flat().map((each) => objectOf(each as JsonValue) ?? { error: each as JsonValue });
  const failures: CommandFailure[] = errors.map(({ indicator, error }) => refused(indicator, error, means));
  // Nothing says that they were inserted, nor why not.
  if (failures.length === 0 && reply !== true && success !== true) {
    const unknown = means.failure(notUnderstood(path), { outcome: 'unknown', remedy: lookFirst });
    return { answers: [body], succeeded: 0, failures: [unknown], keyFields: { indicators: [] } };
  }
  // The tenant may write them in its own case.
  const refusedOnes = new Set(failures.map(({ input }) => input?.toLowerCase()));
  const left = indicators.filter((one) => !refusedOnes.has(one.toLowerCase()));
  // An error that names none of them may speak of any.
  const taken = indicators.length - left.length < refusedOnes.size ? [] : left;
  return { answers: [body], succeeded: taken.length, failures, keyFields: { indicators: taken } };
}

function refused(indicator: JsonValue | undefined, said: JsonValue | undefined, means: WriteMeans): CommandFailure {
  const named = textOf(indicator);
  const why = (textOf(said) ?? JSON.stringify(said ?? null)).slice(0, 200);
  const error = new ConnectorError('config', `The tenant does not take ${named ?? 'an indicator'}: ${why}`, {
    status: 400,
    code: 'CMD-931',
    remedy: 'Correct it as the message says, and send it again.',
  });
  return means.failure(error, named === undefined ? {} : { input: named });
}
