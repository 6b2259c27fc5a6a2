import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Whom to call, in order. */
@Entity('child_contact')
export class ChildContact {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  childId!: number;

  /** From 1. */
  @Column('integer')
  position!: number;

  @Column('text')
  name!: string;

  @Column('text')
  relation!: string;

  /** Digits only. */
  @Column('text')
  phone!: string;
}
