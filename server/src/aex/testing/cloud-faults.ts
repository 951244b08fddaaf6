/** What becomes of a request: a status, or a connection that ends before or after it was done, or an answer that is late. */
export type CloudFault =
  { readonly status: number; readonly retryAfter?: string } | 'cut-before' | 'cut-after' | { readonly delayMs: number };

export type CloudOperation =
  'token' | 'create' | 'members' | 'member' | 'leave' | 'send' | 'typing' | 'messages' | 'stream';
