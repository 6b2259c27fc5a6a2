import { Column, Entity, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { Language } from '../platform/time.format.js';
import type { Moment } from '../platform/time.js';
import { UserRole } from './user-role.entity.js';

/** A person who can sign in: a member, or somebody of the staff. */
@Entity('app_user')
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  /** NFKC, lower case; unique. */
  @Column('text')
  email!: string;

  @MomentColumn({ nullable: true })
  emailConfirmedAt!: Moment | null;

  /** argon2id. None until an invited person has chosen one. */
  @Column('text', { nullable: true })
  passwordHash!: string | null;

  /** As typed: names are never normalised (DOMAIN, Rules of the place). */
  @Column('text')
  name!: string;

  /** フリガナ, full-width katakana. */
  @Column('text')
  kana!: string;

  /** Seven digits. */
  @Column('text', { nullable: true })
  postalCode!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  /** Digits only. */
  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('boolean')
  resident!: boolean;

  @Column('boolean')
  raisingChildren!: boolean;

  @Column('text')
  language!: Language;

  /** Wants a mail on the evening before what she has booked. */
  @Column('boolean', { default: true })
  eveningReminder!: boolean;

  /** Wants a mail before a place that is held for her runs out. */
  @Column('boolean', { default: true })
  offerReminder!: boolean;

  /** Wants a mail when her child has arrived in childcare, and when she was handed over. */
  @Column('boolean', { default: true })
  careMessages!: boolean;

  /** Name, kana and e-mail folded for searching (search-text.ts). */
  @Column('text')
  searchText!: string;

  @MomentColumn()
  createdAt!: Moment;

  /** The last time. */
  @MomentColumn({ nullable: true })
  signedInAt!: Moment | null;

  /** Since when she knows, as one of the staff, that a second factor is asked of her. */
  @MomentColumn({ nullable: true })
  factorAskedAt!: Moment | null;

  /** From then on the person cannot sign in. */
  @MomentColumn({ nullable: true })
  deactivatedAt!: Moment | null;

  /** What told who she was was taken out then; figures still count her. */
  @MomentColumn({ nullable: true })
  erasedAt!: Moment | null;

  @OneToMany(() => UserRole, (role) => role.user)
  roles!: Relation<UserRole>[];
}
