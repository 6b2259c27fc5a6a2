import { Column, Entity, PrimaryColumn } from 'typeorm';

export const APPROVAL_ENDS = ['fiscal_year', 'year'] as const;
export type ApprovalEnds = (typeof APPROVAL_ENDS)[number];

/** How the house treats children's cards; one row. */
@Entity('child_rules')
export class ChildRules {
  @PrimaryColumn('integer')
  id!: number;

  /** The staff sees the cards of children who come within so many days, today included. */
  @Column('integer')
  dueDays!: number;

  /** Children can be registered until the day before they are one year older than this. */
  @Column('integer')
  oldestAge!: number;

  /** Until when an approval holds, unless the staff chooses otherwise: 31 March, or a year less a day. */
  @Column('text')
  approvalEnds!: ApprovalEnds;
}
