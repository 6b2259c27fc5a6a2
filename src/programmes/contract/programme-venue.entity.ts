import { Entity, PrimaryColumn } from 'typeorm';

/** A place of a programme. Its childcare slots and bookings are the programme's, within the period of the contract. */
@Entity('programme_venue')
export class ProgrammeVenue {
  @PrimaryColumn('integer')
  programmeId!: number;

  @PrimaryColumn('integer')
  venueId!: number;
}
