import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CodedError } from '../runtime/coded-error.js';
import { GmsError } from './errors.js';
import { fieldsOf, type Params, paramsOf, type UploadedFile } from './params.js';

const MAX_PARTS = 300;

/** What the parsers leave for `readParams`: reading a form needs its content type, and may take a moment. */
type RawBody = { readonly form: URLSearchParams } | { readonly multipart: Buffer } | undefined;

/** Forms of both kinds beside JSON: customers' clients send forms, and pages of foreign origins do not come so far. */
export function acceptForms(scope: FastifyInstance, formBytes: number): void {
  scope.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string): Promise<RawBody> => {
      // A file may be large, text may not, whatever the route takes.
      if (body.length > formBytes) throw new CodedError('body-too-large');
      return { form: new URLSearchParams(body) };
    },
  );
  scope.addContentTypeParser<Buffer>(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer): Promise<RawBody> => ({ multipart: body }),
  );
}

/**
 * The parameters of a request, whichever form it came in.
 * @throws GmsError 902 for what cannot be read, 901 for what is not what it should be
 */
export async function readParams({ body, headers, query }: FastifyRequest): Promise<Params> {
  if (body instanceof Object && 'form' in body && body.form instanceof URLSearchParams) {
    return paramsOf({ ...(query as object), ...fieldsOf(body.form) });
  }
  if (body instanceof Object && 'multipart' in body && body.multipart instanceof Buffer) {
    return readMultipart(body.multipart, headers['content-type'] ?? '', query as object);
  }
  const given: unknown = body ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) throw GmsError.of(902);
  return paramsOf({ ...(query as object), ...given });
}

async function readMultipart(body: Buffer, contentType: string, query: object): Promise<Params> {
  const parts = await partsOf(body, contentType);
  if (parts.length > MAX_PARTS) throw GmsError.of(902);
  const texts: [string, string][] = [];
  let file: UploadedFile | undefined;
  // What is a file is told by the file name: types of parts are odd in real clients.
  for (const [name, value] of parts) {
    if (typeof value === 'string') texts.push([name, value]);
    else if (name === 'file') file = { name: value.name, content: Buffer.from(await value.arrayBuffer()) };
  }
  return paramsOf({ ...query, ...fieldsOf(texts) }, file);
}

async function partsOf(body: Buffer, contentType: string) {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    return [...form.entries()];
  } catch {
    throw GmsError.of(902);
  }
}
