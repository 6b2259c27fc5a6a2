import type { FastifyRequest } from 'fastify';
import { invalid } from '../errors.js';

export interface Upload {
  /** The other inputs of the form. */
  fields: Record<string, string>;
  /** None: nothing was chosen. */
  file?: Buffer;
  /** As the browser calls it, on one line and not too long. */
  fileName: string;
}

/**
 * Reads a form with one file in it. The other inputs become the request's body as well, so that a refused form comes back
 * with them; a browser never gives a chosen file back.
 *
 * @param input name of the file's input
 * @throws Refused platform.too_large at that input, platform.malformed for what is no such form
 */
export async function readUpload(request: FastifyRequest, input: string): Promise<Upload> {
  if (!request.isMultipart()) throw invalid(input, 'platform.malformed');
  const upload: Upload = { fields: {}, fileName: '' };
  request.body = upload.fields;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') upload.fields[part.fieldname] = String(part.value);
      else {
        const content = await part.toBuffer();
        if (part.fieldname !== input || content.length === 0) continue;
        upload.file = content;
        upload.fileName = (part.filename ?? '').replace(/[\p{Cc}\p{Cs}]/gu, '').slice(-100);
      }
    }
  } catch (error) {
    throw (error as { statusCode?: number }).statusCode === 413
      ? invalid(input, 'platform.too_large', { megabytes: 8 })
      : invalid(input, 'platform.malformed');
  }
  return upload;
}
