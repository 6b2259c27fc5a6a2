import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Answer } from './answer.js';

export type { Answer } from './answer.js';

type Values = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

/** Whatever has an app. It is asked for it with each request: once it is closed, nothing is to hold on to it. */
type House = { app: NestFastifyApplication };

/** A browser without a screen: keeps cookies, follows nothing by itself. */
export class Visitor {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly house: House) {}

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', url, undefined, headers);
  }

  /** Sends a form as a browser does; lists become repeated inputs. */
  post(url: string, values: Values = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) {
      for (const one of [value].flat())
        if (one !== undefined && one !== false) form.append(name, String(one === true ? 'on' : one));
    }
    return this.send('POST', url, form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...headers,
    });
  }

  /** Sends a form with a file in it as a browser does. */
  upload(url: string, values: Record<string, string>, file: UploadedFile): Promise<Answer> {
    const boundary = '----tsudoi-test';
    const fields = Object.entries(values).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    );
    const disposition = `content-disposition: form-data; name="${file.name}"; filename="${file.filename}"`;
    const head = Buffer.from(`--${boundary}\r\n${disposition}\r\ncontent-type: ${file.type}\r\n\r\n`);
    const payload = Buffer.concat([...fields, head, file.content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const type = `multipart/form-data; boundary=${boundary}`;
    return this.send('POST', url, payload, { 'content-type': type, 'sec-fetch-site': 'same-origin' });
  }

  /** Posts, and opens the page that the answer leads to. */
  async postAndFollow(url: string, values: Values = {}): Promise<Answer> {
    const answer = await this.post(url, values);
    if (answer.status !== 303) throw new Error(`expected 303, got ${answer.status}: ${answer.text.slice(0, 400)}`);
    return this.get(answer.location!);
  }

  /** What the browser keeps under that name. */
  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  /** All that the browser keeps. */
  kept(): { name: string; value: string }[] {
    return Array.from(this.cookies, ([name, value]) => ({ name, value }));
  }

  /** The same browser, asking another process of the same house. */
  at(house: House): Visitor {
    const same = new Visitor(house);
    for (const [name, value] of this.cookies) same.cookies.set(name, value);
    return same;
  }

  /** Sends a request as it is, with whatever headers it has; a cookie of its own stands before those of the browser. */
  sendRaw(request: RawRequest): Promise<Answer> {
    return this.send(request.method, request.url, request.payload, request.headers, request.cookie);
  }

  private async send(
    method: RawRequest['method'],
    url: string,
    payload: string | Buffer | undefined,
    headers: Record<string, string>,
    foreign?: string,
  ): Promise<Answer> {
    const own = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    const cookie = [...(foreign === undefined ? [] : [foreign]), ...own].join('; ');
    const response = await this.house.app.inject({
      method,
      url,
      payload,
      headers: { host: 'tsudoi.test', ...(cookie ? { cookie } : {}), ...headers },
    });
    for (const { name, value, maxAge, expires } of response.cookies as StoredCookie[]) {
      if (maxAge === 0 || (expires && expires.getTime() <= 0)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return new Answer(response);
  }
}

export interface RawRequest {
  method: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE' | 'PATCH';
  url: string;
  headers: Record<string, string>;
  payload?: string | Buffer;
  cookie?: string;
}

interface UploadedFile {
  name: string;
  filename: string;
  /** What the browser believes that it is. */
  type: string;
  content: Buffer;
}

interface StoredCookie {
  name: string;
  value: string;
  maxAge?: number;
  expires?: Date;
}
