import { Global, Module } from '@nestjs/common';
import { Viewers } from '../platform/web/viewer.js';
import { UserViewers } from './user-viewers.js';

@Global()
@Module({
  providers: [{ provide: Viewers, useClass: UserViewers }],
  exports: [Viewers],
})
export class AccountsModule {}
