import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { Moment } from '../platform/time.js';
import type { Role } from '../platform/web/roles.js';
import { User } from './user.entity.js';

@Entity('user_role')
export class UserRole {
  @PrimaryColumn('integer')
  userId!: number;

  @PrimaryColumn('text')
  role!: Role;

  @MomentColumn()
  grantedAt!: Moment;

  /** Nobody: the person signed up, or the role came with the installation. */
  @Column('integer', { nullable: true })
  grantedBy!: number | null;

  @ManyToOne(() => User, (user) => user.roles)
  @JoinColumn({ name: 'user_id' })
  user!: Relation<User>;
}
