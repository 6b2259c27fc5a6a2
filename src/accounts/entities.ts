import { NoticeText } from './consent/notice-text.entity.js';
import { Consent } from './consent.entity.js';
import { OneTimeLink } from './one-time-link.entity.js';
import { Authenticator } from './second-factor/authenticator.entity.js';
import { Passkey } from './second-factor/passkey.entity.js';
import { RecoveryCode } from './second-factor/recovery-code.entity.js';
import { ErasureRequest } from './personal-data/erasure-request.entity.js';
import { ThrottleEntry } from './throttle.entity.js';
import { UserRole } from './user-role.entity.js';
import { User } from './user.entity.js';

export const accountsEntities = [
  User,
  UserRole,
  Consent,
  OneTimeLink,
  ErasureRequest,
  NoticeText,
  ThrottleEntry,
  Passkey,
  Authenticator,
  RecoveryCode,
];
