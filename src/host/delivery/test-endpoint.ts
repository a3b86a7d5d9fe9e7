import type { Clock, ConnectorError, TestStage } from '../../contract/index.ts';
import type { Outcome } from './outcome.ts';

/** The endpoint's stage of the connection test: what an empty export came to. */
export async function* testEndpoint(
  endpoint: string,
  clock: Clock,
  exportNothing: () => Promise<Outcome>,
): AsyncGenerator<TestStage> {
  const startedAt = clock.elapsed();
  const outcome = await exportNothing();
  const stage = { stage: 'destination', ms: Math.round(clock.elapsed() - startedAt) } as const;
  switch (outcome.kind) {
    case 'accepted': {
      const message = `${endpoint} accepted an empty export`;
      yield { ...stage, status: 'ok', message: outcome.message === '' ? message : `${message}: ${outcome.message}` };
      return;
    }
    case 'refused': {
      const { status, reason } = outcome.refusal;
      const message = `${endpoint} answered ${status ?? 'nothing'} to an empty export${reason === '' ? '' : `: ${reason}`}`;
      const remedy =
        'Some endpoints refuse an export without records; whether they take records shows with the first one.';
      yield { ...stage, status: 'warning', message, remedy };
      return;
    }
    case 'failed':
    case 'encoding-refused':
      yield { ...stage, status: 'failed', ...failure(outcome.error) };
  }
}

function failure({ message, code, remedy }: ConnectorError): Pick<TestStage, 'message' | 'code' | 'remedy'> {
  return { message, ...(code === undefined ? {} : { code }), ...(remedy === undefined ? {} : { remedy }) };
}
