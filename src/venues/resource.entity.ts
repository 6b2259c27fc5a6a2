import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DateText, Minute } from '../platform/time.js';

export const RESOURCE_KINDS = ['desk', 'pc', 'room'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export const ATTRIBUTES = ['monitor', 'webcam', 'power', 'near_childcare', 'wheelchair'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

export const BOOKABLE_BY = ['member', 'staff', 'nobody'] as const;
export type BookableBy = (typeof BOOKABLE_BY)[number];

/** A desk, a PC or a room. A desk stands in a room, a PC may be fixed to a desk: its parent. */
@Entity('resource')
export class Resource {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('integer', { nullable: true })
  parentId!: number | null;

  @Column('text')
  kind!: ResourceKind;

  @Column('text')
  name!: string;

  /** Persons. */
  @Column('integer')
  capacity!: number;

  /** Minutes that are kept free before each use, to make it ready; 0 to 120 in steps of 5. */
  @Column('integer', { default: 0 })
  bufferBefore!: Minute;

  /** After each use. */
  @Column('integer', { default: 0 })
  bufferAfter!: Minute;

  /** What is booked of it waits for a manager's approval. */
  @Column('boolean', { default: false })
  needsApproval!: boolean;

  @Column('text')
  bookableBy!: BookableBy;

  @Column('simple-json')
  attributes!: Attribute[];

  @Column('text')
  activeFrom!: DateText;

  /** The last day; none: until further notice. */
  @Column('text', { nullable: true })
  activeUntil!: DateText | null;

  @Column('integer')
  position!: number;
}
