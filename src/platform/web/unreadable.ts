import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { LANGUAGES } from '../time.format.js';
import { errorPage, wordedStatus } from './error-page.js';

const NOWHERE = '/-';

/** What cannot be read as HTTP, by the code of Node's parser; anything else is 400. */
const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what no route ever sees, such as headers of megabytes, with a page like any other. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = STATUS[error.code ?? ''] ?? 400;
  const page = { language: LANGUAGES[0], url: '/', navigation: [] };
  const body = errorPage(page, { status: wordedStatus(status) });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'",
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
}

/**
 * An address that cannot be decoded (`/%E0%A4%A`), or has the letter that PostgreSQL takes in no text, leads to one where
 * nothing is, so that it is answered by a page as well.
 */
export function readableAddress(url: string): string {
  try {
    return decodeURI(url.split('?')[0]!).includes('\0') ? NOWHERE : url;
  } catch {
    return NOWHERE;
  }
}
