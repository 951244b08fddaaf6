import { UefError } from './uef-error.js';
import { answerPayload, failureText, isSuccess, saysFailure, type Payload } from './uef-response.js';

/** What is known goes into inData; what is not stays out of it. */
export function fill(builder: { setInDataValueByAttribute(key: string, value: unknown): void }, inData: Payload): void {
  for (const [key, value] of Object.entries(inData))
    if (value !== undefined) builder.setInDataValueByAttribute(key, value);
}

/** For operations whose answer has `isSuccess()`: nothing less will do. */
export function accepted(operation: string): (response: unknown) => void {
  return (response) => {
    const payload = answerPayload(response);
    if (!isSuccess(response, payload)) throw UefError.refused(operation, failureText(response, payload));
  };
}

/** For the others: only an answer that says so is a refusal. */
export function notRefused(operation: string): (response: unknown) => void {
  return (response) => {
    const payload = answerPayload(response);
    if (saysFailure(payload)) throw UefError.refused(operation, failureText(response, payload));
  };
}
