import { PeopleRetention } from './personal-data/people-retention.js';
import { ErasurePages } from './personal-data/erasure-pages.js';
import { AccountRecords } from './personal-data/account-records.js';
import { BreachesController } from './personal-data/breaches.controller.js';
import { Breaches } from './personal-data/breaches.js';
import { DataExport } from './personal-data/data-export.js';
import { Erasures } from './personal-data/erasures.js';
import { ErasuresController } from './personal-data/erasures.controller.js';
import { OwnDataController } from './personal-data/own-data.controller.js';
import { OwnErasureController } from './personal-data/own-erasure.controller.js';
import { Global, Module } from '@nestjs/common';
import { Managers } from '../platform/mail/managers.js';
import { Viewers } from '../platform/web/viewer.js';
import { AuditTrail } from './audit/audit-trail.js';
import { AuditController } from './audit/audit.controller.js';
import { Clearing } from './clearing.js';
import { Consents } from './consent/consents.service.js';
import { NoticeTextsController } from './consent/notice-texts.controller.js';
import { NoticeTexts } from './consent/notice-texts.js';
import { OwnConsentController } from './consent/own-consent.controller.js';
import { PaperConsentController } from './consent/paper-consent.controller.js';
import { FirstAdministratorController } from './first-administrator.controller.js';
import { FirstAdministrator } from './first-administrator.service.js';
import { HouseManagers } from './house-managers.js';
import { AcceptanceController } from './invitations/acceptance.controller.js';
import { Acceptance } from './invitations/acceptance.service.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { Invitations } from './invitations/invitations.service.js';
import { KnownBrowser } from './known-browser.js';
import { FactorsResetController } from './members/factors-reset.controller.js';
import { Departures } from './members/departures.js';
import { MembersController } from './members/members.controller.js';
import { MemberCodes } from './members/member-codes.js';
import { MemberNumbers } from './members/member-numbers.js';
import { MembersInBulk } from './members/members-in-bulk.js';
import { Members } from './members/members.service.js';
import { StandingController } from './members/standing.controller.js';
import { Standing } from './members/standing.service.js';
import { OneTimeLinks } from './one-time-links.js';
import { PasswordChoiceController } from './password-reset/password-choice.controller.js';
import { PasswordResetController } from './password-reset/password-reset.controller.js';
import { PasswordReset } from './password-reset/password-reset.service.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { PostalCodesController } from './postal-codes/postal-codes.controller.js';
import { CredentialsController } from './profile/credentials.controller.js';
import { OwnCredentials } from './profile/credentials.service.js';
import { ProfileController } from './profile/profile.controller.js';
import { Profiles } from './profile/profile.service.js';
import { OwnPassword } from './profile/own-password.js';
import { ProofController } from './profile/proof.controller.js';
import { AuthenticatorController } from './second-factor/authenticator.controller.js';
import { Authenticators } from './second-factor/authenticators.service.js';
import { FactorChanges } from './second-factor/factor-changes.js';
import { SecondFactors } from './second-factor/factors.service.js';
import { FirstCodes } from './second-factor/first-codes.js';
import { PasskeysController } from './second-factor/passkeys.controller.js';
import { Passkeys } from './second-factor/passkeys.service.js';
import { RecoveryCodesController } from './second-factor/recovery-codes.controller.js';
import { RecoveryCodes } from './second-factor/recovery-codes.service.js';
import { RelyingParty } from './second-factor/relying-party.js';
import { SecurityController } from './sessions/security.controller.js';
import { BrowserSession } from './sign-in/browser-session.js';
import { Entrance } from './sign-in/entrance.js';
import { PasskeySignInController } from './sign-in/passkey-sign-in.controller.js';
import { SecondStepController } from './sign-in/second-step.controller.js';
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
    SecondStepController,
    PasskeySignInController,
    SignOutController,
    SignUpController,
    EmailConfirmationController,
    PasswordResetController,
    PasswordChoiceController,
    PostalCodesController,
    ProfileController,
    CredentialsController,
    SecurityController,
    PasskeysController,
    AuthenticatorController,
    RecoveryCodesController,
    ProofController,
    OwnConsentController,
    MembersController,
    StandingController,
    FactorsResetController,
    PaperConsentController,
    NoticeTextsController,
    InvitationsController,
    AcceptanceController,
    FirstAdministratorController,
    AuditController,
    OwnDataController,
    OwnErasureController,
    ErasuresController,
    BreachesController,
  ],
  providers: [
    PeopleRetention,
    { provide: Viewers, useClass: UserViewers },
    { provide: Managers, useClass: HouseManagers },
    Passwords,
    Throttle,
    KnownBrowser,
    BrowserSession,
    Entrance,
    OwnPassword,
    RelyingParty,
    Passkeys,
    Authenticators,
    RecoveryCodes,
    FirstCodes,
    FactorChanges,
    SecondFactors,
    OneTimeLinks,
    Departures,
    People,
    AddressMails,
    SignIn,
    SignUp,
    EmailConfirmation,
    PasswordReset,
    Profiles,
    OwnCredentials,
    Members,
    MemberNumbers,
    MemberCodes,
    MembersInBulk,
    Standing,
    Consents,
    NoticeTexts,
    Invitations,
    Acceptance,
    FirstAdministrator,
    Clearing,
    AuditTrail,
    AccountRecords,
    DataExport,
    Erasures,
    ErasurePages,
    Breaches,
  ],
  exports: [
    NoticeTexts,
    Departures,
    Erasures,
    Viewers,
    Managers,
    Profiles,
    Members,
    MemberNumbers,
    MemberCodes,
    MembersInBulk,
    FirstAdministrator,
    OneTimeLinks,
    Throttle,
  ],
})
export class AccountsModule {}
