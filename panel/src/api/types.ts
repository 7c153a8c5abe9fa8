// src/api/types.ts -- the contract's shapes under short names.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Appointment = Schemas['Appointment'];
export type Area = Schemas['Area'];
export type Board = Schemas['Board'];
export type Call = Schemas['Call'];
export type Case = Schemas['Case'];
export type Closing = Schemas['Closing'];
export type Contact = Schemas['Contact'];
export type Counter = Schemas['Counter'];
export type DayReport = Schemas['DayReport'];
export type Device = Schemas['Device'];
export type Equipment = Schemas['Equipment'];
export type Hours = Schemas['Hours'];
export type Lane = Schemas['Lane'];
export type LaneQueue = Schemas['LaneQueue'];
export type LaneReport = Schemas['LaneReport'];
export type Outcome = Schemas['Outcome'];
export type Principal = Schemas['Principal'];
export type Problem = Schemas['Problem'];
export type Procedure = Schemas['Procedure'];
export type ProcedureSummary = Schemas['ProcedureSummary'];
export type PublicAppointment = Schemas['PublicAppointment'];
export type PublicCase = Schemas['PublicCase'];
export type PublicTicket = Schemas['PublicTicket'];
export type Queue = Schemas['Queue'];
export type Rule = Schemas['Rule'];
export type Slot = Schemas['Slot'];
export type Task = Schemas['Task'];
export type TaskState = Schemas['TaskState'];
export type Text = Schemas['Text'];
export type Ticket = Schemas['Ticket'];
export type TicketState = Schemas['TicketState'];
export type Town = Schemas['Town'];
export type VisitItem = Schemas['VisitItem'];
export type WantedProcedure = Schemas['WantedProcedure'];
