import { Global, Module } from '@nestjs/common';
import { Viewers } from '../platform/web/viewer.js';
import { KnownBrowser } from './known-browser.js';
import { OneTimeLinks } from './one-time-links.js';
import { PasswordChoiceController } from './password-reset/password-choice.controller.js';
import { PasswordResetController } from './password-reset/password-reset.controller.js';
import { PasswordReset } from './password-reset/password-reset.service.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { PostalCodesController } from './postal-codes/postal-codes.controller.js';
import { ProfileController } from './profile/profile.controller.js';
import { BrowserSession } from './sign-in/browser-session.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIn } from './sign-in/sign-in.service.js';
import { SignOutController } from './sign-in/sign-out.controller.js';
import { AddressMails } from './sign-up/address-mails.js';
import { EmailConfirmationController } from './sign-up/email-confirmation.controller.js';
import { EmailConfirmation } from './sign-up/email-confirmation.service.js';
import { SignUpController } from './sign-up/sign-up.controller.js';
import { SignUp } from './sign-up/sign-up.service.js';
import { Throttle } from './throttle.js';
import { UserViewers } from './user-viewers.js';

@Global()
@Module({
  controllers: [
    SignInController,
    SignOutController,
    SignUpController,
    EmailConfirmationController,
    PasswordResetController,
    PasswordChoiceController,
    PostalCodesController,
    ProfileController,
  ],
  providers: [
    { provide: Viewers, useClass: UserViewers },
    Passwords,
    Throttle,
    KnownBrowser,
    BrowserSession,
    OneTimeLinks,
    People,
    AddressMails,
    SignIn,
    SignUp,
    EmailConfirmation,
    PasswordReset,
  ],
  exports: [Viewers],
})
export class AccountsModule {}
