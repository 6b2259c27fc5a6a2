import { Injectable } from '@nestjs/common';

/** Takes mails from the outbox to the mail server. */
@Injectable()
export class Postman {
  /** There may be something to send. */
  call(): void {}
}
