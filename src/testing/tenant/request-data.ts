import type { JsonValue } from '../../contract/index.ts';
import { isJsonObject, type Answer, type JsonObject } from '../faults/answer.ts';
import { badRequest, errorAnswer } from './error-answers.ts';
import { InvalidRequest } from './invalid-request.ts';

/** Answers what is in the envelope every request of the public API has; what cannot be read is refused as the API does. */
export function answerRequestData(
  body: JsonValue,
  answer: (request: JsonObject) => Answer,
  refuse: (message: string) => Answer = badRequest,
): Answer {
  const request = isJsonObject(body) ? body['request_data'] : undefined;
  if (!isJsonObject(request)) return errorAnswer(400, 'Bad Request. Got an invalid JSON.');
  try {
    return answer(request);
  } catch (error) {
    if (error instanceof InvalidRequest) return refuse(error.message);
    throw error;
  }
}
