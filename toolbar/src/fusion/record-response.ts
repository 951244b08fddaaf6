import { answerPayload, eventPayload, invoke, outDataOf, text } from './uef-response.js';

/** The value of a field in the answer to a question for fields; empty when it has none. */
export function fieldValue(response: unknown, fieldName: string): string {
  const field = invoke(invoke(response, 'getResponseData'), 'getField', fieldName);
  const viaAccessor = invoke(field, 'getValue');
  return words(viaAccessor ?? outDataOf(response, answerPayload(response))[fieldName]);
}

/** Which field has which value now. */
export function changedField(response: unknown): { readonly name: string; readonly value: string } {
  const data = invoke(response, 'getResponseData');
  const raw = outDataOf(response, eventPayload(response));
  return {
    name: text(invoke(data, 'getFieldName')) || text(raw.fieldName),
    value: words(invoke(data, 'getNewValue') ?? raw.newValue),
  };
}

function words(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : text(value);
}
