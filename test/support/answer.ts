import { load, type CheerioAPI } from 'cheerio';

interface Response {
  statusCode: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: string;
  rawPayload: Buffer;
}

/** What came back. It is read as a page where somebody asks for that: most answers are not. */
export class Answer {
  readonly status: number;
  readonly headers: Response['headers'];
  readonly body: string;
  /** What came over the wire, for what is no text. */
  readonly bytes: Buffer;
  private page?: CheerioAPI;
  private words?: string;

  constructor({ statusCode, headers, body, rawPayload }: Response) {
    this.status = statusCode;
    this.headers = headers;
    this.body = body;
    this.bytes = rawPayload;
  }

  /** Where a redirect leads. */
  get location(): string | undefined {
    return this.headers.location as string | undefined;
  }

  /** The page, to be asked with CSS selectors. */
  get $(): CheerioAPI {
    return (this.page ??= load(this.body));
  }

  /** The words of the page, spaces folded. */
  get text(): string {
    return (this.words ??= this.$('body').text().replace(/\s+/g, ' ').trim());
  }
}
