import { Global, Module } from '@nestjs/common';
import { Viewers } from '../platform/web/viewer.js';
import { KnownBrowser } from './known-browser.js';
import { Passwords } from './passwords.js';
import { ProfileController } from './profile/profile.controller.js';
import { BrowserSession } from './sign-in/browser-session.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIn } from './sign-in/sign-in.service.js';
import { SignOutController } from './sign-in/sign-out.controller.js';
import { Throttle } from './throttle.js';
import { UserViewers } from './user-viewers.js';

@Global()
@Module({
  controllers: [SignInController, SignOutController, ProfileController],
  providers: [{ provide: Viewers, useClass: UserViewers }, Passwords, Throttle, KnownBrowser, BrowserSession, SignIn],
  exports: [Viewers],
})
export class AccountsModule {}
