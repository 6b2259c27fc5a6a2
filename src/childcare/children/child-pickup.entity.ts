import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody who may pick the child up, beside her guardians. */
@Entity('child_pickup')
export class ChildPickup {
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
}
