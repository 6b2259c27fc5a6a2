import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/settings.js';

/** As whom the house speaks to passkeys: they answer to the public address alone, so a copy of the house elsewhere has no use of them. */
@Injectable()
export class RelyingParty {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  get id(): string {
    return new URL(this.settings.publicUrl).hostname;
  }

  get origin(): string {
    return new URL(this.settings.publicUrl).origin;
  }
}
