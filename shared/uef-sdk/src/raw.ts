/**
 * The public field that every response has beside its accessors, and that the vendor's declarations do not mention
 * (observed in public integrations). On one tenant a publish response had nothing else, so a toolbar that wants to
 * work everywhere reads an accessor if it is a function and this path if not.
 */

/** An event response: `responseDetails` is the payload itself, and writing to it is how some toolbars reply. */
export interface RawEventResponse {
  readonly responseDetails: Record<string, unknown>;
}

/** A publish response: the answer of the multichannel adaptor is at `responseDetails.data.payload`. */
export interface RawOperationResponse {
  readonly responseDetails: { readonly data: { readonly payload: Record<string, unknown> } };
}
